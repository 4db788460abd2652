"""The batch job in PostGIS, on a cluster made for the purpose and thrown away.

    python postgis_batch.py PARCELS FACILITIES FOOTPRINTS -o OUT.json [--repeats R]

Needs the server programs of PostgreSQL and the PostGIS extension; on Debian postgresql-15-postgis-3.
What is computed, stage by stage, is in `postgis_batch.sql`: what `geopandas_batch.py` computes with the
mitred opening, but for plots, which are a facility's shape and the parcels that hold its middle, whoever's and
however large they are, for lines, which have no corridor, and for distances, where `clearance_m` goes before
the kind's. So its losses are no measure of agreement. Each run has a database of its own. Nothing is fsynced or logged, memory is
ample, and queries are shared among `--threads` processes where the planner finds that they can be.
"""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import batch_arguments

HERE = Path(__file__).resolve().parent
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "jit": "off",
    "shared_buffers": "1GB",
    "work_mem": "256MB",
    "maintenance_work_mem": "512MB",
    "min_parallel_table_scan_size": "0",
    "parallel_setup_cost": "0",
    "parallel_tuple_cost": "0",
}


class Cluster:
    """A server that listens on a socket in a folder of its own. It refuses to run as root."""

    def __init__(self, programs: Path, threads: int):
        self.programs = programs
        self.folder = Path(tempfile.mkdtemp(prefix="postgis-batch-"))
        self.account: dict[str, str] = {}
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
            self.account = {"user": "postgres", "group": "postgres"}
        workers = str(threads - 1)
        settings = SETTINGS | {"max_parallel_workers_per_gather": workers, "max_parallel_maintenance_workers": workers}
        data = self.folder / "data"
        init = ["initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        self.run(*init)
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [programs / "postgres", "-D", data, "-k", self.folder, *options]
        with (self.folder / "log").open("wb") as log:
            self.server = subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log, **self.account)
        ready = [programs / "pg_isready", "-q", "-h", self.folder]
        while subprocess.run(ready).returncode:
            if self.server.poll() is not None:
                raise SystemExit((self.folder / "log").read_text())
            time.sleep(0.05)

    def run(self, program: str, *arguments: str | Path) -> None:
        command = [self.programs / program, *arguments]
        subprocess.run(command, check=True, cwd=self.folder, stdout=subprocess.DEVNULL, **self.account)

    def sql(self, database: str, text: str, variables: dict | None = None, environment: dict | None = None) -> str:
        command = ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", "postgres", database]
        for name, value in (variables or {}).items():
            command += ["-v", f"{name}={value}"]
        environment = {**os.environ, "PGOPTIONS": "-c client_min_messages=error", **(environment or {})}
        done = subprocess.run(command, check=True, input=text, stdout=subprocess.PIPE, text=True, env=environment)
        return done.stdout

    def stop(self) -> float:
        """Megabytes of the largest process there was, with what it touched of the shared buffers."""
        self.server.send_signal(signal.SIGINT)
        self.server.wait()
        shutil.rmtree(self.folder)
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def stages() -> list[tuple[str, str]]:
    _, *parts = re.split(r"^-- stage: (\w+)\n", (HERE / "postgis_batch.sql").read_text(), flags=re.MULTILINE)
    return list(zip(parts[::2], parts[1::2]))


def batch(cluster: Cluster, database: str, variables: dict, files: dict) -> tuple[dict[str, float], list[dict]]:
    cluster.sql("postgres", f"CREATE DATABASE {database}")
    cluster.sql(database, "CREATE EXTENSION postgis")
    seconds = {}
    for stage, text in stages():
        start = time.perf_counter()
        cluster.sql(database, text, variables, files)
        seconds[stage] = time.perf_counter() - start
    seconds["total"] = sum(seconds.values())
    rows = cluster.sql(
        database,
        "SELECT row_to_json(r) FROM (SELECT f.id AS id, r.* FROM footprint AS f LEFT JOIN "
        "(SELECT id AS site, parcels, facilities, area_m2, baseline_m2, usable_m2, loss_m2, taking_m2, clearance_m2, "
        "remnant_m2 FROM result) AS r ON r.site = f.id ORDER BY f.id) AS r",
    )
    return seconds, [json.loads(row) for row in rows.splitlines()]


def bindir() -> Path:
    for found in (shutil.which("initdb"), *sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)):
        if found:
            return Path(found).resolve().parent
    raise SystemExit("the server programs of PostgreSQL were not found; give --programs")


def main() -> None:
    parser = batch_arguments.parser(__doc__)
    parser.add_argument("--segments", type=int, default=128, help="chords of a full turn")
    parser.add_argument("--clearances", type=Path, required=True, help="JSON: metres by kind, and by kind.part")
    parser.add_argument("--programs", type=Path, help="folder of initdb and pg_ctl")
    args = parser.parse_args()
    variables = {
        "setback": args.setback,
        "width": args.min_width,
        "area": args.min_area,
        "quad_segs": args.segments // 4,
        "clearances": args.clearances.read_text(),
    }
    files = {name: str(getattr(args, name.lower()).resolve()) for name in ("PARCELS", "FACILITIES", "FOOTPRINTS")}

    cluster = Cluster(args.programs or bindir(), args.threads)
    try:
        (version,) = cluster.sql("postgres", "SHOW server_version").split("\n")[:1]
        runs = [batch(cluster, f"run{n}", variables, files) for n in range(max(args.repeats, 1))]
        postgis = cluster.sql("run0", "SELECT postgis_lib_version() || ', GEOS ' || postgis_geos_version()").strip()
    finally:
        peak_memory_mb = cluster.stop()
    seconds = {stage: [run[0][stage] for run in runs] for stage in runs[0][0]}
    result = {
        "software": f"PostgreSQL {version}, PostGIS {postgis}",
        "parameters": variables,
        "threads": args.threads,
        "seconds": seconds,
        "peak_memory_mb": peak_memory_mb,
        "footprints": runs[-1][1],
    }
    args.output.write_text(json.dumps(result, indent=1))
    for stage, times in seconds.items():
        print(f"{stage:<14} {min(times):8.3f} s")
    print(f"{'peak memory':<14} {peak_memory_mb:8.0f} MB")


if __name__ == "__main__":
    main()
