#!/usr/bin/env python3
"""Makes crates/app/samples/so-theo-doi-thanh-tra.xlsx: a register as an office keeps it.

Everything in it is made up. LibreOffice writes the workbook, so that the
importer is tried on a file of another program than its own. Needs `soffice`.

Usage: tools/samples/register.py [FOLDER]
"""
import datetime
import html
import os
import subprocess
import sys
import tempfile

TOP = [
    ("TT", 1), ("Đơn vị chủ trì", 1), ("Quyết định thanh tra", 3), ("Nội dung thanh tra", 1), ("Đối tượng thanh tra", 2),
    ("Loại hình", 1), ("Hình thức", 1), ("Lĩnh vực", 1), ("Thời kỳ thanh tra", 2), ("Trưởng đoàn", 1), ("Thành viên", 1),
    ("Ngày công bố", 1), ("Ngày kết thúc tại đơn vị", 1), ("Ngày báo cáo kết quả", 1), ("Kết luận thanh tra", 3),
    ("Công khai kết luận", 2), ("Phát hiện vi phạm", 2), ("Kiến nghị thu hồi", 2), ("Đã thu hồi (triệu đồng)", 1),
    ("Kiến nghị xử lý", 2), ("Chuyển cơ quan điều tra", 2), ("Ghi chú", 1),
]
SUB = {
    "Quyết định thanh tra": ["Số, ký hiệu", "Ngày", "Người ký"],
    "Đối tượng thanh tra": ["Tên", "Mã số thuế"],
    "Thời kỳ thanh tra": ["Từ", "Đến"],
    "Kết luận thanh tra": ["Số, ký hiệu", "Ngày", "Người ký"],
    "Công khai kết luận": ["Ngày", "Hình thức"],
    "Phát hiện vi phạm": ["Tiền (triệu đồng)", "Đất (ha)"],
    "Kiến nghị thu hồi": ["Tiền (triệu đồng)", "Đất (ha)"],
    "Kiến nghị xử lý": ["Tổ chức", "Cá nhân"],
    "Chuyển cơ quan điều tra": ["Số vụ", "Số đối tượng"],
}
D = datetime.date

TP, HB, SXD = "Thanh tra thành phố Hải Phòng", "Thanh tra quận Hồng Bàng", "Thanh tra Sở Xây dựng"
ROWS = [
    [1, TP, "15/QĐ-TTTP", D(2023, 1, 9), "Nguyễn Văn Mẫu", "Quản lý, sử dụng đất công", "Ban Quản lý dự án A (ví dụ)", "0200000001",
     "Hành chính", "Theo kế hoạch", "Đất đai", D(2020, 1, 1), D(2022, 12, 31), "Trần Thị Thử", "Lê Văn Một; Phạm Thị Hai",
     D(2023, 1, 16), D(2023, 2, 24), D(2023, 3, 10), "03/KL-TTTP", D(2023, 3, 24), "Nguyễn Văn Mẫu", D(2023, 3, 30), "Họp công bố; Cổng thông tin điện tử",
     "1.234,5", "0,25", "1.034,5", "0,25", "500", 2, 5, "", "", ""],
    [2, HB, "04/QĐ-TTr", "06/02/2023", "Đỗ Văn Ví", "Thu, chi ngân sách trường học", "Trường Tiểu học B (ví dụ)", "0200000002",
     "hành chính", "theo kế hoạch", "Giáo dục", "01/01/2021", "31/12/2022", "Vũ Thị Dụ", "Hoàng Văn Ba",
     "13/02/2023", "10/03/2023", "24/03/2023", "02/KL-TTr", "07/04/2023", "Đỗ Văn Ví", "14/04/2023", "Họp công bố; Niêm yết",
     "87,2 triệu đồng", "", "87,2", "", "87,2", 1, 3, "", "", "đã nộp đủ"],
    [3, SXD, "27/QĐ-TTS", D(2023, 3, 6), "Bùi Văn Giả", "Trật tự xây dựng", "Công ty TNHH C (ví dụ)", "0200000003",
     "Chuyên ngành", "Đột xuất", "Xây dựng", D(2022, 1, 1), D(2022, 12, 31), "Đặng Văn Định", "Ngô Thị Bốn, Lý Văn Năm",
     D(2023, 3, 8), D(2023, 3, 31), D(2023, 4, 12), "11/KL-TTS", D(2023, 4, 26), "Bùi Văn Giả", D(2023, 5, 4), "họp công bố, niêm yết",
     250, "", "", "", "", 1, 0, "", "", ""],
    [4, TP, "31/QĐ-TTTP", D(2023, 5, 22), "Nguyễn Văn Mẫu", "Mua sắm tài sản công", "Sở D (ví dụ)", "",
     "Hành chính", "Đột xuất", "Tài chính", D(2021, 1, 1), D(2023, 3, 31), "Trần Thị Thử", "",
     D(2023, 5, 29), "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "đang thanh tra"],
    # Wrong rows, as they happen.
    [5, TP, "32/QĐ-TTTP", "31/02/2023", "Nguyễn Văn Mẫu", "Ngày không có thật", "Đơn vị E (ví dụ)", "",
     "Hành chính", "Theo kế hoạch", "", "", "", "Trần Thị Thử", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", ""],
    [6, "Thanh tra quận Hải Châu", "33/QĐ-TTr", "07/02/2023", "Phan Văn Nhầm", "Đơn vị của tỉnh khác", "Đơn vị G (ví dụ)", "",
     "Hành chính", "Theo kế hoạch", "", "", "", "Vũ Thị Dụ", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", ""],
    [7, HB, "34/QĐ-TTr", "20/02/2023", "Đỗ Văn Ví", "Chữ trong ô số", "Đơn vị H (ví dụ)", "",
     "Hành chính", "Theo kế hoạch", "", "", "", "Vũ Thị Dụ", "", "27/02/2023", "", "", "05/KL-TTr", "20/04/2023", "Đỗ Văn Ví", "", "",
     "khoảng 12 triệu", "", "", "", "", "", "", "", "", ""],
    [8, HB, "04/QĐ-TTr", "06/02/2023", "Đỗ Văn Ví", "Trùng số quyết định", "Đơn vị I (ví dụ)", "",
     "Hành chính", "Theo kế hoạch", "", "", "", "Vũ Thị Dụ", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", ""],
    [9, TP, "35/QĐ-TTTP", D(2023, 4, 17), "Nguyễn Văn Mẫu", "Kết luận trước khi công bố", "Đơn vị K (ví dụ)", "",
     "Hành chính", "Theo kế hoạch", "", "", "", "Trần Thị Thử", "", "", "", "", "09/KL-TTTP", D(2023, 4, 3), "Nguyễn Văn Mẫu", "", "",
     "12,5", "", "", "", "", "", "", "", "", ""],
]


def cell(value):
    if isinstance(value, datetime.date):
        serial = (value - datetime.date(1899, 12, 30)).days
        return f'<td sdval="{serial}" sdnum="1066;0;DD/MM/YYYY">{value:%d/%m/%Y}</td>'
    if isinstance(value, int):
        return f'<td sdval="{value}" sdnum="1033;">{value}</td>'
    # Text stays text, whatever LibreOffice makes of dots and slashes.
    return f'<td sdnum="1033;0;@">{html.escape(value)}</td>'


def page():
    width = sum(n for _, n in TOP)
    out = ['<html><head><meta charset="utf-8"></head><body><table border="1">']
    out.append(f'<tr><td colspan="{width}">SỔ THEO DÕI CÁC CUỘC THANH TRA NĂM 2023 (mẫu, số liệu bịa)</td></tr>')
    out.append(f'<tr><td colspan="{width}">Đơn vị tính: triệu đồng, ha</td></tr><tr></tr>')
    first = "".join(f'<td colspan="{n}">{t}</td>' if t in SUB else f'<td rowspan="2">{t}</td>' for t, n in TOP)
    second = "".join(f"<td>{s}</td>" for t, _ in TOP for s in SUB.get(t, []))
    marks = "".join(f'<td sdnum="1033;0;@">({i})</td>' for i in range(1, width + 1))
    out += [f"<tr>{first}</tr>", f"<tr>{second}</tr>", f"<tr>{marks}</tr>"]
    for at, row in enumerate(ROWS):
        assert len(row) == width, (row[0], len(row), width)
        if at == 2:
            out.append("<tr></tr>")
        out.append("<tr>" + "".join(cell(v) for v in row) + "</tr>")
    out.append(f'<tr><td colspan="{width}">Tổng cộng: {len(ROWS)} cuộc</td></tr><tr></tr>')
    out.append(f'<tr><td colspan="{width}">Người lập biểu: Ví Dụ</td></tr></table></body></html>')
    return "".join(out)


def main():
    folder = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "crates/app/samples")
    name = "so-theo-doi-thanh-tra"
    with tempfile.TemporaryDirectory() as tmp:
        source = os.path.join(tmp, name + ".html")
        with open(source, "w", encoding="utf-8") as f:
            f.write(page())
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{tmp}/profile", "--headless", "--infilter=HTML (StarCalc)",
             "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder, source], check=True)


main()
