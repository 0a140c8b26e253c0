//! Lời văn của đơn: letters made from sentences to choose from and invented facts.

use super::super::Dice;
use jiff::civil::Date;
use law::clock;

const LETTERS: &str = include_str!("letters.txt");

/// What a letter may be about.
pub struct Topic {
    /// Word of the kind of petition; or `hot`, `same`, `round` for the three told stories.
    pub kind: &'static str,
    /// Word of the field.
    pub field: &'static str,
    titles: Vec<&'static str>,
    body: Vec<&'static str>,
}

/// A letter with its neutral title.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Về việc: neutral, without names.
    pub title: String,
    /// The letter.
    pub text: String,
}

/// Every topic.
pub fn topics() -> Vec<Topic> {
    let mut out: Vec<Topic> = Vec::new();
    for line in LETTERS.lines() {
        if let Some((kind, field)) = line.strip_prefix("== ").and_then(|head| head.split_once(' ')) {
            out.push(Topic { kind, field, titles: Vec::new(), body: Vec::new() });
        }
        let Some(topic) = out.last_mut() else { continue };
        topic.titles.extend(line.strip_prefix("title "));
        topic.body.extend(line.strip_prefix("body "));
    }
    out
}

/// Where somebody lives.
#[derive(Debug, Clone)]
pub struct Home {
    /// Huyện, quận.
    pub district: String,
    /// Its code.
    pub code: String,
    /// Xã, phường.
    pub commune: String,
    /// Thôn.
    pub hamlet: String,
}

impl Home {
    /// As an address.
    pub fn address(&self) -> String {
        format!("Thôn {}, {}, {}", self.hamlet, self.commune, self.district)
    }
}

impl Topic {
    /// A letter of one who lives there, written on a day.
    pub fn write(&self, dice: &mut Dice, who: &str, home: &Home, to: &str, on: Date) -> Letter {
        let facts = facts(dice, home, on);
        let title: &str = dice.pick::<&str>(&self.titles);
        let title = fill(title, dice, &facts);
        let head = match self.kind {
            "complaint" => "ĐƠN KHIẾU NẠI",
            "denunciation" => "ĐƠN TỐ CÁO",
            "hot" => "ĐƠN KIẾN NGHỊ TẬP THỂ",
            _ => "ĐƠN PHẢN ÁNH, KIẾN NGHỊ",
        };
        let mut text = format!("{head}\nKính gửi: {to}\nTên tôi là: {who}\nNơi ở: {}\n", home.address());
        for paragraph in &self.body {
            text.push_str(&fill(paragraph, dice, &facts));
            text.push('\n');
        }
        let thanks = ["Tôi xin chân thành cảm ơn.", "Xin trân trọng cảm ơn.", "Rất mong được quan tâm giải quyết."];
        text.push_str(&format!("{}\n{}, ngày {}\nNgười làm đơn\n{who}", dice.pick(&thanks), home.commune, vi(on)));
        Letter { title, text }
    }
}

/// `15/3/2023`.
pub fn vi(on: Date) -> String {
    format!("{}/{}/{}", on.day(), on.month(), on.year())
}

/// `187.500.000 đồng`.
fn vnd(n: i64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

fn facts(dice: &mut Dice, home: &Home, on: Date) -> Vec<(&'static str, String)> {
    let before = |dice: &mut Dice, low, high| vi(clock::plus_days(on, -dice.from(low, high)));
    vec![
        ("commune", home.commune.clone()),
        ("district", home.district.clone()),
        ("hamlet", home.hamlet.clone()),
        ("plot", dice.from(2, 640).to_string()),
        ("map", dice.from(1, 48).to_string()),
        ("area", dice.from(38, 1_240).to_string()),
        ("n", dice.from(6, 70).to_string()),
        ("decision", format!("{}/QĐ-UBND", dice.from(112, 4_870))),
        ("amount", format!("{} đồng", vnd(dice.from(9, 980) * 500_000 + dice.from(0, 9) * 25_000))),
        ("small", format!("{} đồng", vnd(dice.from(4, 60) * 50_000))),
        ("unit_price", vnd(dice.from(66, 90) * 1_000)),
        ("year", dice.from(1986, 2019).to_string()),
        ("d1", before(dice, 45, 120)),
        ("d2", before(dice, 12, 44)),
    ]
}

/// A sentence with its choices made and its facts put in.
fn fill(text: &str, dice: &mut Dice, facts: &[(&'static str, String)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let Some(len) = rest[at..].find(']') else { break };
        out.push_str(&rest[..at]);
        let ways: Vec<&str> = rest[at + 1..at + len].split('|').collect();
        out.push_str(dice.pick::<&str>(&ways));
        rest = &rest[at + len + 1..];
    }
    out.push_str(rest);
    facts.iter().fold(out, |text, (word, fact)| text.replace(&format!("{{{word}}}"), fact))
}

/// The letter as its sender copies it out once more for another office: the address
/// changes, a few words with it.
pub fn copied(letter: &Letter, to: &str, time: usize) -> Letter {
    let mut text = letter.text.clone();
    if let Some((head, tail)) = text.split_once("Kính gửi: ") {
        let rest = tail.split_once('\n').map_or("", |(_, rest)| rest);
        text = format!("{head}Kính gửi: {to}\n{rest}");
    }
    let edits: [&[(&str, &str)]; 5] = [
        &[],
        &[("Mỗi đêm có từ hai đến ba tàu", "Đêm nào cũng có 2-3 tàu"), ("chừng bốn mươi mét", "khoảng 40m")],
        &[("Kính đề nghị quý cơ quan", "Tôi khẩn thiết đề nghị"), ("bằng văn bản", "bằng công văn")],
        &[(" Tôi nghi có người báo trước nên đề nghị không giao việc này cho xã tự kiểm tra.", "")],
        &[("phản ánh tới quý cơ quan", "kêu cứu lần nữa về"), ("chân kè xuất hiện vết nứt dài", "chân kè đã nứt")],
    ];
    for (old, new) in edits[time % edits.len()] {
        text = text.replace(old, new);
    }
    Letter { title: letter.title.clone(), text }
}
