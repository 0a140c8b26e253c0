//! A unit's key for sealing gives way to another: what was sealed stays proved, on both engines.

use crate::people::{accounts, signed_in};
use crate::periodic::{done, packed, proof, texts};
use crate::story::*;
use app::access::Role;
use app::clock::Clock;
use app::periodic_reports::{SealKey, pack, replace_key, seal_keys};
use app::{App, Error, Settings};
use jiff::civil::date;
use law::Law;
use scenario::web::Browser;

async fn sealed(browser: &mut Browser, about: &str, report: &str) {
    let drawn = browser.post("/reports", &[("unit", "VN"), ("period", "2024-6m"), ("about", about)]).await;
    done(&drawn);
    assert_eq!(drawn.location(), report);
    done(&browser.post(&format!("{report}/compute"), &[]).await);
    done(&browser.post(&format!("{report}/seal"), &[]).await);
}

async fn fails(app: &App, bytes: &[u8]) -> Vec<&'static str> {
    let bytes = bytes.to_vec();
    let verdict = app.db.read(move |tx| pack::verify_here(tx, Law::shipped(), &bytes)).await.unwrap().unwrap();
    verdict.checks.iter().filter(|c| !c.holds && c.what != "form_known").map(|c| c.what).collect()
}

#[tokio::test]
async fn a_key_gives_way_and_what_was_sealed_under_it_stays_proved() {
    for fresh in engines::engines(&app::migrations()).await {
        keep(&fresh.db, &[Told::new("1/2024", "31.TT", date(2024, 1, 10))], 1).await;
        let installation = SealKey::new([7; 32]);
        let settings = Settings { seal_key: Some(installation.clone()), ..Settings::default() };
        let app = App::new(fresh.db.clone(), Clock::fixed(date(2024, 6, 18)), settings);
        accounts(&app, &[("trung", Role::Leader, "VN")]).await;
        let mut trung = signed_in(&app, "trung", "vi").await;
        sealed(&mut trung, "inspection", "/reports/2024-6m%2FBC-TTr-VN").await;
        let before = proof(&app, "2024-6m/BC-TTr-VN").await;
        let old = seal_keys(&app, "VN").await.unwrap();
        assert_eq!(old.signed.iter().map(|k| &k.public_key).collect::<Vec<_>>(), [&old.now]);

        // Not without a reason and a name, nor for a unit there is not.
        for (unit, reason, signer) in [("VN", " ", "Tổng Thanh tra"), ("VN", "Lộ khóa", "")] {
            assert!(
                matches!(replace_key(&app, unit, reason, signer).await, Err(Error::Invalid(_))),
                "{reason}{signer}"
            );
        }
        assert!(matches!(replace_key(&app, "không có", "Lộ khóa", "Lan").await, Err(Error::Hidden)));

        let next = replace_key(&app, "VN", "Lộ khóa", "Tổng Thanh tra").await.unwrap();
        let now = seal_keys(&app, "VN").await.unwrap();
        assert!(now.now == next && next != old.now, "{}", fresh.engine);
        let (_, reason, signer) = now.signed[0].replaced.clone().unwrap();
        assert_eq!((reason.as_str(), signer.as_str()), ("Lộ khóa", "Tổng Thanh tra"));
        assert_eq!(seal_keys(&app, "31").await.unwrap().now, installation.public("31", 0), "nobody else's key moves");

        // The earlier report: still proved here, and by itself. The next one is under the new key.
        assert!(fails(&app, &before).await.is_empty(), "{}", fresh.engine);
        assert_eq!(proof(&app, "2024-6m/BC-TTr-VN").await, before, "it is the same file");
        sealed(&mut trung, "petitions", "/reports/2024-6m%2FBC-TCD-VN").await;
        let after = proof(&app, "2024-6m/BC-TCD-VN").await;
        assert!(fails(&app, &after).await.is_empty(), "{}", fresh.engine);
        let key = texts(&after).into_iter().find(|(name, _)| name == "khoa-cong-khai.txt").unwrap().1;
        assert_eq!(key.trim(), next);

        // Whoever has the old key signs in vain: the file holds by itself, and is not believed here.
        let mut forged = texts(&after);
        let manifest = forged.iter().find(|(name, _)| name == "ban-ke.json").unwrap().1.clone();
        let signed = installation.sign("VN", 0, &manifest);
        for (name, text) in &mut forged {
            match name.as_str() {
                "chu-ky.txt" => *text = format!("{}\n", signed.signature),
                "khoa-cong-khai.txt" => *text = format!("{}\n", signed.public_key),
                _ => {}
            }
        }
        assert!(pack::verify(&packed(&forged), Law::shipped()).unwrap().holds());
        assert_eq!(fails(&app, &packed(&forged)).await, ["key"], "{}", fresh.engine);

        // A lost installation's key: under another one all that still held give way at once.
        let other = Settings { seal_key: Some(SealKey::new([8; 32])), ..Settings::default() };
        let moved = app.with(|app| app.settings = other.into());
        let newest = replace_key(&moved, "VN", "Mất khóa của máy", "Tổng Thanh tra").await.unwrap();
        let all = seal_keys(&moved, "VN").await.unwrap();
        assert!(all.now == newest && all.signed.iter().all(|k| k.replaced.is_some()), "{all:?}");
        for file in [&before, &after] {
            assert!(fails(&moved, file).await.is_empty(), "{}", fresh.engine);
        }
    }
}
