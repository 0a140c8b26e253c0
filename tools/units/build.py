#!/usr/bin/env python3
"""Makes crates/casework/data/units/{places,successors}.csv from dated snapshots.

Usage: tools/units/build.py FOLDER [OUT]

FOLDER holds the snapshots and mappings described in
crates/casework/data/units/README.md. Run it again only to take in newer
snapshots: the program itself never needs FOLDER. The output is a function of
the input, so a rebuild without new input changes nothing.
"""
import csv
import datetime
import gzip
import os
import re
import sys
import unicodedata

REFORM = "2025-07-01"
LAST_OF_THREE_TIERS = "2025-03-01"
FIRST = "2021-11-11"
AFTER_REFORM = "2025-07-29"
# Resolutions of the Standing Committee whose first day is known, by the
# province they reorganise: (snapshot that first shows it, province) -> day.
KNOWN_DAYS = {("2025-01-11", "31"): "2025-01-01", ("2025-01-11", "46"): "2025-01-01"}
# Districts without communes that two snapshots lack; they never ceased to exist.
ISLANDS = {"318", "471", "498", "536", "755"}
# One snapshot swaps the name of this district and the next one swaps it back.
SLIPS = {("2025-03-01", "682"), ("2025-07-12", "682")}


def rows(folder, name):
    path = os.path.join(folder, name)
    opened = gzip.open(path, "rt", encoding="utf-8") if name.endswith(".gz") else open(path, encoding="utf-8")
    with opened as f:
        yield from csv.DictReader(f)


def fold(text):
    """Marks, case and leading zeros of ward numbers do not make another name."""
    text = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    text = "".join(c for c in text if not unicodedata.combining(c))
    return re.sub(r"\b0+(\d)", r"\1", text)


KINDS = ["Thành phố", "Thị xã", "Thị trấn", "Tỉnh", "Quận", "Huyện", "Phường", "Xã", "Đặc khu"]


def bare(name):
    for kind in KINDS:
        if name.lower().startswith(kind.lower() + " "):
            return fold(name[len(kind) + 1:])
    return fold(name)


def before(day):
    return (datetime.date.fromisoformat(day) - datetime.timedelta(days=1)).isoformat()


def snapshot(folder, day):
    return {r["code"]: (r["full_name"], r["parent_code"]) for r in rows(folder, f"units_{day}.csv.gz")}


class Timeline:
    """Dated versions of every code, built change by change."""

    def __init__(self):
        self.now = {}       # code -> [name, parent, from, mark]
        self.ended = []     # (code, name, parent, from, until, mark)
        self.gone = []      # (code, name, parent, day)

    def province(self, code, parent):
        while parent:
            code, parent = parent, self.now[parent][1] if parent in self.now else ""
        return code

    def start(self, code, name, parent, day, mark):
        self.now[code] = [name, parent, day, mark]

    def end(self, code, day, mark):
        name, parent, since, old_mark = self.now.pop(code)
        self.ended.append((code, name, parent, since, before(day), "r" if "r" in (old_mark, mark) else ""))

    def change(self, code, name, parent, day, mark):
        old = self.now[code]
        if bare(old[0]) == bare(name) and fold(old[0]) == fold(name) and old[1] == parent:
            return
        self.end(code, day, mark)
        self.start(code, name, parent, day, mark)


def day_of(line, snapshot_day, code, parent):
    day = KNOWN_DAYS.get((snapshot_day, line.province(code, parent)))
    return (day, "") if day else (snapshot_day, "r")


def replay(folder):
    line = Timeline()
    for code, (name, parent) in snapshot(folder, FIRST).items():
        line.start(code, name, parent, "", "")
    successors = []
    changes = list(rows(folder, "changes_between_snapshots.csv"))
    days = sorted({c["to"] for c in changes if c["to"] <= LAST_OF_THREE_TIERS})
    for at in days:
        batch = [c for c in changes if c["to"] == at and c["code"] not in ISLANDS and (at, c["code"]) not in SLIPS]
        was = {code: (v[0], v[1]) for code, v in line.now.items()}
        removed = [c for c in batch if c["change"] == "removed"]
        for c in removed:
            day, mark = day_of(line, at, c["code"], c["old_parent"])
            line.gone.append((c["code"], c["old_full_name"], c["old_parent"], day))
        dated = [(c, *day_of(line, at, c["code"], c["new_parent"] or c["old_parent"])) for c in batch]
        for c, day, mark in dated:
            if c["change"] == "removed":
                line.end(c["code"], day, mark)
            elif c["change"] == "added":
                line.start(c["code"], c["new_full_name"], c["new_parent"], day, mark)
            else:
                line.change(c["code"], c["new_full_name"], c["new_parent"], day, mark)
        successors += guess_successors(line, was, [g for g in line.gone if g[0] in {c["code"] for c in removed}], batch)
        line.gone.clear()
    return line, successors


def guess_successors(line, was, gone, batch):
    """Successors before 2025-07 are not in the source: inferred, so never `sure`."""
    touched = {c["code"] for c in batch if c["change"] != "removed"}
    moved = {c["code"]: c["new_parent"] for c in batch if c["change"] in ("reparented", "changed") and c["old_parent"] != c["new_parent"]}
    heir = {}
    for code, name, parent, _ in gone:
        if len(code) == 3:
            homes = [new for child, new in moved.items() if was.get(child, ("", ""))[1] == code]
            heir[code] = sorted(set(homes), key=lambda h: (-homes.count(h), h)) or [parent]
    out = []
    for code, name, parent, day in gone:
        if len(code) == 3:
            targets = heir[code]
        else:
            home = parent if parent in line.now else heir.get(parent, [""])[0]
            words = bare(name)
            near = [c for c in touched if len(c) == 5 and line.now[c][1] == home]
            same = [c for c in near if bare(line.now[c][0]) == words]
            part = [c for c in near if not words.isdigit() and words in bare(line.now[c][0])]
            targets = sorted(same)[:1] or (part if len(part) == 1 else []) or [home]
        for i, to in enumerate(targets):
            out.append((code, day, to, "s" if len(targets) > 1 else "w", int(i == 0), 0))
    return out


def reform(folder, line):
    out = []
    split_of_district = {}
    district_of = {code: v[1] for code, v in line.now.items() if len(code) == 5}
    for r in rows(folder, "map_communes_2025-03_to_2025-07.csv.gz"):
        split = r["old_unit_split"] == "1"
        out.append((r["old_code"], REFORM, r["new_code"], "s" if split else "w", int(r["is_main_successor"]),
                    int(r["confirmed_by_second_source"])))
        d = split_of_district.setdefault(district_of[r["old_code"]], {})
        d[r["new_code"]] = d.get(r["new_code"], 0) + int(r["is_main_successor"])
    for r in rows(folder, "map_island_districts_to_special_zones.csv"):
        split_of_district[r["old_district_code"]] = {r["new_code"]: 1}
    for code, targets in split_of_district.items():
        order = sorted(targets, key=lambda t: (-targets[t], t))
        out += [(code, REFORM, t, "s" if len(order) > 1 else "w", int(i == 0), 1) for i, t in enumerate(order)]
    for r in rows(folder, "map_provinces_63_to_34.csv"):
        if r["old_code"] != r["new_code"]:
            out.append((r["old_code"], REFORM, r["new_code"], "w", 1, 1))
    new = snapshot(folder, AFTER_REFORM)
    for code in list(line.now):
        if code not in new:
            line.end(code, REFORM, "")
    for code, (name, parent) in new.items():
        if code not in line.now:
            line.start(code, name, parent, REFORM, "")
        elif len(code) == 5:  # same number, another territory: always a new version
            line.end(code, REFORM, "")
            line.start(code, name, parent, REFORM, "")
        else:
            line.change(code, name, parent, REFORM, "")
    for c in rows(folder, "changes_between_snapshots.csv"):
        if c["from"] >= AFTER_REFORM:
            line.change(c["code"], c["new_full_name"], c["new_parent"], c["to"], "r")
    return out


def check(line_rows, folder):
    for day in ["2021-11-11", "2023-04-26", "2024-05-05", "2024-11-09", "2025-01-11", "2025-03-01", "2025-07-29", "2026-07-25"]:
        here = {r[0]: r for r in line_rows if (not r[3] or r[3] <= day) and (not r[4] or day <= r[4])}
        want = snapshot(folder, day)
        missing = set(want) - set(here)
        extra = set(here) - set(want) - (ISLANDS if day < REFORM else set())
        other = [c for c in set(want) & set(here) if fold(want[c][0]) != fold(here[c][1]) or want[c][1] != here[c][2]]
        other = [c for c in other if c != "682"]
        if missing or extra or other:
            sys.exit(f"{day}: missing {sorted(missing)[:5]}, extra {sorted(extra)[:5]}, other {sorted(other)[:5]}")
        print(day, *(sum(1 for c in here if len(c) == n) for n in (2, 3, 5)))


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    folder = sys.argv[1]
    out = sys.argv[2] if len(sys.argv) > 2 else "crates/casework/data/units"
    line, successors = replay(folder)
    successors += reform(folder, line)
    places = line.ended + [(c, v[0], v[1], v[2], "", v[3]) for c, v in line.now.items()]
    places.sort(key=lambda r: (r[0], r[3]))
    places = [(c, unicodedata.normalize("NFC", n), *rest) for c, n, *rest in places]
    check(places, folder)
    with open(os.path.join(out, "places.csv"), "w", encoding="utf-8", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(["code", "name", "parent", "from", "until", "mark"])
        w.writerows(places)
    with open(os.path.join(out, "successors.csv"), "w", encoding="utf-8", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(["code", "on", "to", "share", "main", "sure"])
        w.writerows(sorted(successors, key=lambda s: (s[0], s[1], -s[4], s[2])))


main()
