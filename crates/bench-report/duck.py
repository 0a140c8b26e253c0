"""The other side of `./x bench report`: DuckDB over the same postings, asked line by line.

Reads the columns written by the Rust side (little-endian arrays), makes a table and DuckDB's
own rollup by period of the circulars, then answers on standard input:
  time NAME        milliseconds of that question, its answer consumed inside DuckDB
  save NAME PATH   the answer cell by cell, as two dense arrays of 64-bit numbers
"""
import json
import sys
import time

import duckdb
import numpy as np

folder, facts = sys.argv[1], json.loads(sys.argv[2])
columns = {"unit": "<u2", "ind": "<u2", "day": "<u2", "pos": "<u4", "q": "<i8"}
arrays = {name: np.fromfile(f"{folder}/{name}.bin", dtype=kind) for name, kind in columns.items()}
boundaries = np.array(facts["boundaries"], dtype=np.uint16)
db = duckdb.connect(f"{folder}/duck.db")
db.execute("set threads = 2")
db.execute("set memory_limit = '8GB'")

began = time.perf_counter()
db.execute("create table p as select * from arrays")
db.execute("checkpoint")
loaded = time.perf_counter() - began
del arrays
bucket = {"day": np.arange(65536, dtype=np.uint16)}
bucket["bucket"] = np.searchsorted(boundaries, bucket["day"]).astype(np.uint16)
began = time.perf_counter()
db.execute("create table b as select * from bucket")
db.execute(
    "create table m as select bucket, unit, ind, cast(sum(q) as bigint) as q from p join b using (day) "
    "group by bucket, unit, ind order by bucket, unit, ind"
)
db.execute("checkpoint")
rolled = time.perf_counter() - began

low, high = facts["low"], facts["high"]  # places of the boundaries before and at the end of the period
first, last = int(boundaries[low]) + 1, int(boundaries[high])
start, end, known = facts["from"], facts["until"], facts["known"]
both = "cast(sum(case when {0} then q else 0 end) as bigint) as opening, cast(sum(case when {0} then 0 else q end) as bigint) as flow"
group = "cast(cast(unit as integer) * 64 // 4000 as usmallint)"


def cells(what, source, where, keys="unit, ind"):
    return f"select {keys}, {what} from {source} where {where} group by all"


flow_only = "cast(0 as bigint) as opening, cast(sum(q) as bigint) as flow"
questions = {
    "boundary raw": cells(both.format(f"day < {first}"), "p", f"day <= {last}"),
    "boundary raw, flow alone": cells(flow_only, "p", f"day between {first} and {last}"),
    "boundary rollup": cells(both.format(f"bucket <= {low}"), "m", f"bucket <= {high}"),
    "boundary rollup, flow alone": cells(flow_only, "m", f"bucket > {low} and bucket <= {high}"),
    "any days": cells(both.format(f"day < {start}"), "p", f"day <= {end} and pos <= {known}"),
    "any days, flow alone": cells(flow_only, "p", f"day between {start} and {end} and pos <= {known}"),
    "groups, boundary": cells(both.format(f"day < {first}"), "p", f"day <= {last}", f"{group} as unit, ind"),
    "groups, any days": cells(
        both.format(f"day < {start}"), "p", f"day <= {end} and pos <= {known}", f"{group} as unit, ind"
    ),
}
hottest = f"from p where ind = 0 and day between {first} and {last}"
drill = [f"select count(*) {hottest}", f"select q, pos {hottest} order by q desc, pos limit 100"]


def timed(name):
    began = time.perf_counter()
    if name == "drill":
        for sql in drill:
            db.execute(sql).fetchall()
    else:
        db.execute(f"select count(*), sum(opening), sum(flow) from ({questions[name]})").fetchall()
    return (time.perf_counter() - began) * 1000


def saved(name, path):
    if name == "drill":
        count, rows = db.execute(drill[0]).fetchall(), db.execute(drill[1]).fetchall()
        flat = [count[0][0]] + [n for row in rows for n in row]
        np.array(flat, dtype="<i8").tofile(path)
        return
    found = db.execute(questions[name]).fetchnumpy()
    dense = np.zeros((2, 4000 * 250), dtype="<i8")
    place = found["unit"].astype(np.int64) * 250 + found["ind"]
    dense[0, place], dense[1, place] = found["opening"], found["flow"]
    dense.tofile(path)


print(json.dumps({"version": duckdb.__version__, "load_s": loaded, "rollup_s": rolled}), flush=True)
for line in sys.stdin:
    word, _, rest = line.strip().partition(" ")
    if word == "time":
        print(timed(rest), flush=True)
    elif word == "save":
        name, path = rest.rsplit(" ", 1)
        saved(name, path)
        print("saved", flush=True)
