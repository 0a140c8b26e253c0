#!/usr/bin/env python3
"""Opens every paper the program makes with other people's programs.

    tools/papers.py OUT_DIR            (./x papers)

Starts the demo, takes every form as XLSX (filled and as a template), the narrative of its
reports as PDF and DOCX, and the letters written into OUT_DIR/letters beforehand. LibreOffice
must open each XLSX and DOCX and give back words that stand in it; each PDF must pass
`qpdf --check`, claim PDF/A-2a where it has a day, and keep the rules of PDF/A that can be
read off its objects. Where veraPDF is installed (`verapdf` on the path) it judges too.
Writes docs/papers-checked.md. Ends with 1 if anything fails.
"""

import html
import http.cookiejar
import json
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time
import unicodedata
import urllib.parse
import urllib.request
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
REPORTS = ["2023-q1/BC-TTr-31", "2023-6m/BC-TTr-31"]
PERIODS = ["2023-6m", "2024-6m", "2026-6m"]


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Demo:
    """The demo on a free port, with one signed-in browser."""

    def __init__(self, folder):
        self.base = f"http://127.0.0.1:{free_port()}"
        listen = self.base.removeprefix("http://")
        self.child = subprocess.Popen(
            [ROOT / "target/debug/thanhtra", "demo", "--dir", folder, "--listen", listen],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.web = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        for _ in range(600):
            try:
                page = self.text("/sign-in")
                break
            except OSError:
                time.sleep(0.5)
        else:
            raise SystemExit("the demo does not answer")
        token = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
        form = {"csrf": token, "login": "lanhdao", "password": "haiphong-2023"}
        self.web.open(self.base + "/sign-in", urllib.parse.urlencode(form).encode()).read()

    def bytes(self, path):
        return self.web.open(self.base + path).read()

    def text(self, path):
        return self.bytes(path).decode()

    def stop(self):
        self.child.terminate()
        self.child.wait()


def collect(demo, out):
    """Every workbook and narrative, as files."""
    for period in PERIODS:
        forms = json.loads(demo.text(f"/api/v1/forms?period={period}"))["items"]
        for form in forms:
            asked = urllib.parse.urlencode({"form": form["id"], "unit": "31", "period": period})
            name = f"{period}_{form['id'].replace('/', '-')}"
            (out / f"{name}.xlsx").write_bytes(demo.bytes(f"/sheets/file/sheet.xlsx?{asked}"))
    for report in REPORTS:
        way = "/reports/" + urllib.parse.quote(report, safe="")
        name = report.replace("/", "-")
        for ending in ("pdf", "docx"):
            (out / f"{name}.{ending}").write_bytes(demo.bytes(f"{way}/narrative/bao-cao.{ending}"))
        for link in sorted(set(re.findall(r'href="([^"]*/template/[^"]+)"', demo.text(way)))):
            path = html.unescape(link)
            form = urllib.parse.unquote(path.rsplit("/", 1)[1]).replace("/", "-")
            (out / f"{name}_mau_{form}.xlsx").write_bytes(demo.bytes(path))


def plain(text):
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def words_of(file):
    """The words an OOXML file holds, each text of its own."""
    with zipfile.ZipFile(file) as z:
        part = "word/document.xml" if file.suffix == ".docx" else "xl/sharedStrings.xml"
        if part not in z.namelist():
            return []
        text = z.read(part).decode()
    tag = "w:t" if file.suffix == ".docx" else "t"
    found = re.findall(rf"<{tag}(?: [^>]*)?>([^<]*)</{tag}>", text)
    return [html.unescape(t) for t in found if t.strip()]


def office(files, out, faults):
    """LibreOffice converts everything in one run; what it could not read has no PDF."""
    made = out / "by-office"
    made.mkdir(exist_ok=True)
    profile = (out / "profile").as_uri()
    for start in range(0, len(files), 40):
        subprocess.run(["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(made)]
                       + [str(f) for f in files[start:start + 40]], check=False, capture_output=True, timeout=900)
    for file in files:
        pdf = made / (file.stem + ".pdf")
        if not pdf.exists():
            faults.append(f"{file.name}: LibreOffice does not open it")
            continue
        read = lambda how: plain(subprocess.run(["pdftotext", how, pdf, "-"], capture_output=True, text=True).stdout)
        # Words in narrow cells stand beside lines of other columns: each is looked for by itself, and
        # once more cell by cell, because a word longer than its cell is torn.
        text = read("-layout") + read("-raw")
        missing = [w for t in words_of(file) for w in t.split() if len(w) > 3 and plain(w) not in text]
        if len(missing) > max(2, len(words_of(file)) // 20):
            faults.append(f"{file.name}: LibreOffice shows no {missing[:5]}")


def pdf_rules(file, faults):
    """Rules of PDF/A-2a that stand in the objects of a file."""
    def no(why):
        faults.append(f"{file.name}: {why}")
    checked = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True)
    if checked.returncode != 0:
        no("qpdf: " + checked.stdout.strip().splitlines()[-1])
    data = json.loads(subprocess.run(["qpdf", "--json", "--json-stream-data=inline", "--decode-level=generalized", file],
                                     capture_output=True, text=True).stdout)
    objects = data["qpdf"][1]
    values = [o.get("value") or o.get("stream", {}).get("dict") for o in objects.values() if isinstance(o, dict)]
    values = [v for v in values if isinstance(v, dict)]
    root = next(v for v in values if v.get("/Type") == "/Catalog")
    info = subprocess.run(["pdfinfo", file], capture_output=True, text=True).stdout
    dated = "PDF/A-2a" in info or "/OutputIntents" in root
    if not dated:
        return False
    if not root.get("/MarkInfo") or "/StructTreeRoot" not in root or "/Lang" not in root:
        no("no marks, no reading tree or no language")
    if "/OutputIntents" not in root or "/Metadata" not in root:
        no("no output intent or no metadata")
    meta = subprocess.run(["pdfinfo", "-meta", file], capture_output=True, text=True).stdout
    if not re.search(r"pdfaid:part(>|=\")2", meta) or not re.search(r"pdfaid:conformance(>|=\")A", meta):
        no("the metadata does not say PDF/A-2a")
    for v in values:
        if v.get("/Type") == "/FontDescriptor" and not any(k in v for k in ("/FontFile", "/FontFile2", "/FontFile3")):
            no("a font is not inside")
        if v.get("/S") in ("/JavaScript", "/Launch") or "/AA" in v or "/Encrypt" in v:
            no("an action or a lock that PDF/A forbids")
    fonts = subprocess.run(["pdffonts", file], capture_output=True, text=True).stdout.splitlines()[2:]
    if any(line.split()[-5:-2] != ["yes", "yes", "yes"] for line in fonts):
        no("a font that is not inside, not cut or says no Unicode")
    return True


def main():
    out = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp()).resolve()
    out.mkdir(parents=True, exist_ok=True)
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        demo = Demo(folder)
        try:
            collect(demo, out)
        finally:
            demo.stop()
    files = sorted(f for f in [*out.glob("*"), *(out / "letters").glob("*")] if f.is_file())
    openable = [f for f in files if f.suffix in (".xlsx", ".docx")]
    pdfs = [f for f in files if f.suffix == ".pdf"]
    office(openable, out, faults)
    dated = sum(pdf_rules(f, faults) for f in pdfs)
    vera = subprocess.run(["sh", "-c", "command -v verapdf"], capture_output=True).returncode == 0
    if vera:
        for f in pdfs:
            said = subprocess.run(["verapdf", "-f", "2a", "--format", "text", f], capture_output=True, text=True)
            if "PASS" not in said.stdout and "PDF/A" in subprocess.run(["pdfinfo", f], capture_output=True, text=True).stdout:
                faults.append(f"{f.name}: veraPDF: {said.stdout.strip()[:200]}")
    version = subprocess.run(["soffice", "--version"], capture_output=True, text=True).stdout.split(" ")[:2]
    count = lambda ending: sum(f.suffix == ending for f in files)
    text = f"""# Papers opened by other programs

Made by `./x papers` (tools/papers.py); needs LibreOffice, qpdf and poppler, not part of `./x test`.

- Opened by {' '.join(version)} and their words found again: {count('.xlsx')} workbooks (every form of {', '.join(PERIODS)} for the demo's city, and the templates to fill in), {count('.docx')} DOCX (every template of letters, the narratives of the demo's reports).
- PDF: {len(pdfs)} pass `qpdf --check`; {dated} carry a day and are held to PDF/A-2a: metadata, output intent, reading tree, language, every font inside with its Unicode, no action, no lock. The others are drafts without a day, which are plain PDF on purpose.
- veraPDF: {'passed' if vera and not faults else 'judged, see below' if vera else 'was not installed on the machine this was last run on; the writer (krilla) refuses by itself what its own PDF/A-2a rules forbid'}.

Faults: {len(faults) or 'none'}.
""" + "".join(f"- {f}\n" for f in faults)
    (ROOT / "docs/papers-checked.md").write_text(text)
    print(text)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
