//! A key answers the same request alike, for its own account, for a day.

use super::{Answer, KEPT_MS, Seen, store};
use engines::engines;

#[tokio::test]
async fn a_key_answers_its_own_request_for_a_day() {
    for on in engines(&crate::migrations()).await {
        let answer = Answer { status: 201, body: "{\"seq\":2}".into() };
        let given = answer.clone();
        on.db.write(move |tx| store::remember(tx, "lan", "k1", "r1", &given, 1000)).await.unwrap();
        let seen = async |account: &'static str, request: &'static str, now| {
            on.db.read(move |tx| store::seen(tx, account, "k1", request, now)).await.unwrap()
        };
        assert_eq!(seen("lan", "r1", 2000).await, Seen::Again(answer.clone()), "{}", on.engine);
        assert_eq!(seen("lan", "r2", 2000).await, Seen::Other, "{}", on.engine);
        assert_eq!(seen("minh", "r1", 2000).await, Seen::New, "{}", on.engine);
        assert_eq!(seen("lan", "r1", 1001 + KEPT_MS).await, Seen::New, "{}", on.engine);
        let again = answer.clone();
        let twice = on.db.write(move |tx| store::remember(tx, "lan", "k1", "r1", &again, 2000)).await;
        assert!(matches!(twice, Err(db::Error::Conflict(_))), "{}", on.engine);
        on.db.write(move |tx| store::remember(tx, "lan", "k1", "r2", &answer, 1001 + KEPT_MS)).await.unwrap();
    }
}
