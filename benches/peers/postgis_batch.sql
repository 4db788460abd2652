-- The batch job in PostGIS; run by postgis_batch.py, a stage at a time, which says how its definitions differ from those of
-- geopandas_batch.py. Variables: parcels, facilities and footprints are files; setback, width, area,
-- quad_segs; workers; clearances is a JSON object of metres by kind, and by kind and part.

-- stage: read_parcels
-- One feature to a line. The two delimiters are characters that no line has.
CREATE UNLOGGED TABLE line (text text);
\copy line FROM PROGRAM 'cat "$PARCELS"' WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')
CREATE UNLOGGED TABLE parcel AS
SELECT feature -> 'properties' ->> 'id' AS id, ST_GeomFromGeoJSON(feature -> 'geometry') AS geom
FROM (SELECT rtrim(text, ',')::json AS feature FROM line WHERE starts_with(text, '{"type":"Feature",')) AS features;
TRUNCATE line;

-- stage: read_others
\copy line FROM PROGRAM 'cat "$FACILITIES"' WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')
CREATE UNLOGGED TABLE drawn AS
SELECT p ->> 'id' AS id, p ->> 'kind' AS kind, p ->> 'part_of' AS part_of, p ->> 'part' AS part,
       (p ->> 'clearance_m')::float AS clearance, geom
FROM (SELECT feature -> 'properties' AS p, ST_GeomFromGeoJSON(feature -> 'geometry') AS geom
      FROM (SELECT rtrim(text, ',')::json AS feature FROM line WHERE starts_with(text, '{"type":"Feature",')) AS lines
     ) AS features;
TRUNCATE line;
\copy line FROM PROGRAM 'cat "$FOOTPRINTS"' WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')
-- Nothing for a geometry that cannot be used; what can be repaired is.
CREATE FUNCTION site_area(geometry json) RETURNS geometry LANGUAGE plpgsql AS $$
DECLARE
    shape geometry;
BEGIN
    shape := ST_GeomFromGeoJSON(geometry);
    IF NOT ST_IsValid(shape) THEN
        shape := ST_MakeValid(shape);
    END IF;
    shape := ST_CollectionExtract(shape, 3);
    IF ST_Area(shape) > 0 AND ST_XMin(shape) >= -180 AND ST_XMax(shape) <= 180
       AND ST_YMin(shape) >= -90 AND ST_YMax(shape) <= 90 THEN
        RETURN shape;
    END IF;
    RETURN NULL;
EXCEPTION WHEN OTHERS THEN
    RETURN NULL;
END
$$;
CREATE UNLOGGED TABLE footprint AS
SELECT feature -> 'properties' ->> 'id' AS id, site_area(feature -> 'geometry') AS degrees
FROM (SELECT rtrim(text, ',')::json AS feature FROM line WHERE starts_with(text, '{"type":"Feature",')) AS features;

-- stage: joins
INSERT INTO spatial_ref_sys (srid, proj4text)
SELECT 990001, format('+proj=laea +lat_0=%s +lon_0=%s +ellps=WGS84 +units=m +no_defs',
                      (ST_YMin(box) + ST_YMax(box)) / 2, (ST_XMin(box) + ST_XMax(box)) / 2)
FROM (SELECT ST_Extent(degrees) AS box FROM footprint) AS extent;
CREATE INDEX ON parcel USING gist (geom);
ANALYZE parcel, footprint;
CREATE UNLOGGED TABLE site AS
SELECT id, ST_Transform(degrees, 990001) AS geom FROM footprint WHERE degrees IS NOT NULL;
CREATE INDEX ON site USING gist (geom);
-- Parcels are projected where their box meets that of a footprint.
CREATE UNLOGGED TABLE near AS
SELECT ST_Transform(geom, 990001) AS geom FROM parcel
WHERE id IN (SELECT p.id FROM footprint AS f JOIN parcel AS p ON f.degrees && p.geom);
CREATE INDEX ON near USING gist (geom);
CREATE UNLOGGED TABLE facility AS
SELECT d.id, d.kind, d.clearance, ST_Transform(d.geom, 990001) AS geom,
       CASE WHEN ST_Dimension(d.geom) <> 1 THEN ST_UnaryUnion(ST_Collect(
           CASE WHEN ST_Dimension(d.geom) = 2 THEN ST_Transform(d.geom, 990001) END,
           (SELECT ST_Collect(ST_Transform(p.geom, 990001)) FROM parcel AS p
            WHERE ST_Within(ST_PointOnSurface(d.geom), p.geom))
       )) END AS plot
FROM drawn AS d WHERE d.part_of IS NULL;
CREATE UNLOGGED TABLE equipment AS
SELECT d.part_of, ST_Transform(d.geom, 990001) AS geom,
       COALESCE(f.clearance, (:'clearances'::json ->> (f.kind || '.' || d.part))::float, 0) AS clearance
FROM drawn AS d JOIN facility AS f ON f.id = d.part_of;
CREATE INDEX ON equipment (part_of);
ANALYZE site, near, facility, equipment;
CREATE UNLOGGED TABLE parcels_met AS
SELECT s.id, count(n.geom) AS parcels FROM site AS s LEFT JOIN near AS n ON ST_Intersects(s.geom, n.geom) GROUP BY s.id;

-- stage: carve
CREATE UNLOGGED TABLE reach AS
SELECT f.id, f.plot,
       CASE WHEN e.zone IS NULL
            THEN ST_Buffer(COALESCE(f.plot, f.geom), COALESCE(f.clearance, (:'clearances'::json ->> f.kind)::float, 0),
                           'quad_segs=' || :quad_segs)
            ELSE ST_Union(e.zone, f.plot) END AS geom
FROM facility AS f LEFT JOIN (
    SELECT part_of, ST_Union(ST_Buffer(geom, clearance, 'quad_segs=' || :quad_segs)) AS zone
    FROM equipment GROUP BY part_of
) AS e ON e.part_of = f.id;
CREATE INDEX ON reach USING gist (geom);
ANALYZE reach;
CREATE UNLOGGED TABLE carved AS
SELECT s.id, s.geom, o.facilities, o.everything, o.taken, inset AS envelope,
       CASE WHEN o.facilities > 0 THEN ST_Difference(inset, o.everything) END AS remainder
FROM site AS s
CROSS JOIN LATERAL (SELECT ST_Buffer(s.geom, -:setback, 'join=mitre mitre_limit=5') AS inset) AS i
LEFT JOIN LATERAL (
    SELECT count(*) AS facilities, ST_Union(r.geom) AS everything, ST_Union(r.plot) AS taken
    FROM reach AS r WHERE ST_Intersects(s.geom, r.geom)
) AS o ON true;

-- stage: opening
CREATE FUNCTION usable(shape geometry, width float, quad_segs int, least_m2 float) RETURNS geometry
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100000 AS $$
    SELECT ST_Collect(piece.geom) FROM ST_Dump(ST_Intersection(
        ST_Buffer(ST_Buffer(shape, -width / 2, 'quad_segs=' || quad_segs), width / 2, 'join=mitre mitre_limit=5'), shape
    )) AS piece WHERE ST_Dimension(piece.geom) = 2 AND ST_Area(piece.geom) >= least_m2
$$;
ANALYZE carved;
CREATE UNLOGGED TABLE opened AS
SELECT id, usable(envelope, :width, :quad_segs, :area) AS baseline,
       usable(remainder, :width, :quad_segs, :area) AS wide
FROM carved;

-- stage: areas
CREATE UNLOGGED TABLE result AS
SELECT id, parcels, facilities, area_m2, baseline_m2, baseline_m2 - loss_m2 AS usable_m2, loss_m2, taking_m2,
       lost_m2 - taking_m2 AS clearance_m2, loss_m2 - lost_m2 AS remnant_m2
FROM (
    SELECT c.id, m.parcels, c.facilities, ST_Area(c.geom) AS area_m2,
           COALESCE(ST_Area(o.baseline), 0) AS baseline_m2,
           CASE WHEN c.facilities = 0 THEN 0
                ELSE COALESCE(ST_Area(o.baseline), 0) - COALESCE(ST_Area(ST_Intersection(o.wide, o.baseline)), 0)
           END AS loss_m2,
           COALESCE(ST_Area(ST_Intersection(o.baseline, c.taken)), 0) AS taking_m2,
           COALESCE(ST_Area(ST_Intersection(o.baseline, c.everything)), 0) AS lost_m2
    FROM carved AS c JOIN opened AS o USING (id) JOIN parcels_met AS m USING (id)
) AS areas;
