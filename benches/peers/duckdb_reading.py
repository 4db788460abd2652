"""How fast DuckDB reads a layer of parcels into typed columns and nested coordinates.

    python duckdb_reading.py PARCELS [-o OUT.json] [--repeats R]

Three ways, each with one thread and with two: `read_json` takes any collection of features; `lines`
splits a file that has one feature to the line and parses the lines, which DuckDB does on all threads;
`ST_Read` is there where the spatial extension is installed. Every way fills a temporary table, from
the page cache.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from pathlib import Path

import duckdb

PROPERTIES = {
    "id": "VARCHAR",
    "land_use": "VARCHAR",
    "zoning": "VARCHAR",
    "owner": "VARCHAR",
    "status": "VARCHAR",
    "address": "VARCHAR",
    "area_m2": "DOUBLE",
    "year": "INTEGER",
}
GEOMETRY = {"type": "VARCHAR", "coordinates": "DOUBLE[][][]"}
COLUMNS = "unnest(feature.properties), feature.geometry.coordinates AS coordinates"


def struct(members: dict) -> str:
    fields = (f'"{name}" {struct(kind) if isinstance(kind, dict) else kind}' for name, kind in members.items())
    return f"STRUCT({', '.join(fields)})"


def queries(file: Path, properties: dict[str, str] = PROPERTIES) -> dict[str, str]:
    feature = {"properties": properties, "geometry": GEOMETRY}
    name = str(file).replace("'", "''")
    # The collection is one object, which is to fit as a whole. Without `unstructured` its first line
    # is taken for the first of many objects, and the result is empty.
    largest = file.stat().st_size + 1
    return {
        "read_json": f"""
            SELECT {COLUMNS} FROM (
                SELECT unnest(features) AS feature
                FROM read_json('{name}', format = 'unstructured', maximum_object_size = {largest},
                               columns = {{features: '{struct(feature)}[]'}})
            )""",
        "lines": f"""
            SELECT {COLUMNS} FROM (
                SELECT from_json(rtrim(line, ','), '{json.dumps(feature)}') AS feature
                FROM read_csv('{name}', columns = {{line: 'VARCHAR'}}, delim = '\x01', quote = '', escape = '',
                              header = false, auto_detect = false, new_line = '\\n')
                WHERE starts_with(line, '{{"type":"Feature",')
            )""",
        "ST_Read": f"SELECT * FROM ST_Read('{name}')",
    }


def spatial() -> bool:
    try:
        duckdb.load_extension("spatial")
    except duckdb.Error:
        return False
    return True


def seconds(query: str, threads: int, repeats: int) -> tuple[list[float], int]:
    took, count = [], 0
    for _ in range(repeats):
        duckdb.execute(f"SET threads = {threads}")
        duckdb.execute("DROP TABLE IF EXISTS parcels")
        start = time.perf_counter()
        duckdb.execute(f"CREATE TEMP TABLE parcels AS {query}")
        took.append(time.perf_counter() - start)
        ((count,),) = duckdb.execute("SELECT count(*) FROM parcels").fetchall()
    return took, count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("parcels", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--repeats", type=int, default=3)
    args = parser.parse_args()
    megabytes = args.parcels.stat().st_size / 1e6
    args.parcels.read_bytes()

    ways = queries(args.parcels)
    if not spatial():
        del ways["ST_Read"]
    result: dict = {"software": f"DuckDB {duckdb.__version__}", "megabytes": megabytes, "seconds": {}}
    parcels = None
    for way, query in ways.items():
        for threads in (1, 2):
            took, count = seconds(query, threads, args.repeats)
            parcels = parcels or count
            if count != parcels or not count:
                raise SystemExit(f"{way} found {count} parcels, others {parcels}")
            result["seconds"][f"{way}, {threads} thread{'s' * (threads > 1)}"] = took
            best = min(took)
            print(f"{way:<10} {threads} thread(s) {count:>9} parcels {best:8.3f} s {megabytes / best:7.0f} MB/s")
    result["peak_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {result['peak_memory_mb']:.0f} MB")
    if args.output:
        args.output.write_text(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
