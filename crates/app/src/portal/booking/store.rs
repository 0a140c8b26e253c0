//! Reception days, booked turns and who can open them. Nothing here opens an envelope.

use crate::vault::inbox::Shut;
use db::{Migration, Result, Row, Tx, vals};
use jiff::civil::Date;

/// The tables of booked reception turns.
pub const MIGRATION: Migration = Migration {
    number: 150,
    name: "reception_turns",
    sql: "
create table reception_days (
  id bigint not null primary key, unit text not null, day text not null, host text not null, presider text not null,
  mode text not null, place text not null, opens bigint not null, closes bigint not null, each_min bigint not null,
  seats bigint not null, state text not null, by_account text not null, at bigint not null
);
create index reception_days_open on reception_days (unit, day);
create table reception_turns (
  id bigint not null primary key, day_id bigint not null, slot bigint not null, seat bigint not null,
  number bigint not null, kind text not null, code_head text not null unique, code_hash text not null,
  once text not null unique, standing text not null, desk text not null, changed_at bigint not null,
  booked_at bigint not null, case_number text not null, public text not null, sealed text not null
);
create index reception_turns_day on reception_turns (day_id, number);
create table reception_seats (
  day_id bigint not null, slot bigint not null, seat bigint not null, turn bigint not null,
  primary key (day_id, slot, seat)
);
create table reception_turn_grants (
  turn bigint not null, account text not null, wrapped text not null, primary key (turn, account)
);
create table reception_turn_looks (
  turn bigint not null, at bigint not null, account text not null, reason text not null,
  primary key (turn, at, account)
);
",
};

db::statements! {
    /// A published day.
    ADD_DAY = "insert into reception_days (id, unit, day, host, presider, mode, place, opens, closes, each_min, seats,
  state, by_account, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open', $12, $13)";
    /// One of them.
    DAY = "select id, unit, day, host, presider, mode, place, opens, closes, each_min, seats, state
  from reception_days where id = $1";
    /// Those of a unit from a day on.
    DAYS = "select id, unit, day, host, presider, mode, place, opens, closes, each_min, seats, state
  from reception_days where unit = $1 and day >= $2 order by day, opens, id";
    /// Units that receive by appointment from a day on.
    UNITS = "select distinct unit from reception_days where state = 'open' and day >= $1 order by unit";
    /// No further bookings.
    CLOSE_DAY = "update reception_days set state = 'closed' where id = $1";
    /// A seat, if nobody has it.
    TAKE_SEAT = "insert into reception_seats (day_id, slot, seat, turn) values ($1, $2, $3, $4)
  on conflict (day_id, slot, seat) do nothing";
    /// A seat is free again.
    FREE_SEAT = "delete from reception_seats where turn = $1";
    /// How many of each slot are taken.
    TAKEN = "select slot, count(*) as n from reception_seats where day_id = $1 group by slot";
    /// A booked turn.
    ADD = "insert into reception_turns (id, day_id, slot, seat, number, kind, code_head, code_hash, once, standing, desk,
  changed_at, booked_at, case_number, public, sealed)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'booked', '', $10, $10, '', $11, $12)";
    /// It goes to another slot.
    MOVE = "update reception_turns set day_id = $2, slot = $3, seat = $4, number = $5, changed_at = $6 where id = $1";
    /// Where it stands now, if it still stood where it was read.
    STAND = "update reception_turns set standing = $3, desk = $4, changed_at = $5 where id = $1 and standing = $2";
    /// It became a reception: its words are wiped.
    RECEIVED = "update reception_turns set case_number = $2, sealed = '' where id = $1";
    /// The words of one that will not be received any more.
    WIPE = "update reception_turns set sealed = '' where id = $1";
    /// Turns of a day by number.
    TURNS = "select id, day_id, slot, number, kind, code_hash, standing, desk, changed_at, case_number, public, sealed
  from reception_turns where day_id = $1 order by number, id";
    /// One turn.
    TURN = "select id, day_id, slot, number, kind, code_hash, standing, desk, changed_at, case_number, public, sealed
  from reception_turns where id = $1";
    /// The turn of a form.
    BY_ONCE = "select id, day_id, slot, number, kind, code_hash, standing, desk, changed_at, case_number, public, sealed
  from reception_turns where once = $1";
    /// The turn whose code's hash begins so.
    BY_CODE = "select id, day_id, slot, number, kind, code_hash, standing, desk, changed_at, case_number, public, sealed
  from reception_turns where code_head = $1";
    /// Who can open it.
    GRANT = "insert into reception_turn_grants (turn, account, wrapped) values ($1, $2, $3)";
    /// The key as an account can unwrap it.
    GRANTED = "select wrapped from reception_turn_grants where turn = $1 and account = $2";
    /// Somebody opened it.
    LOOKED = "insert into reception_turn_looks (turn, at, account, reason) values ($1, $2, $3, $4)
  on conflict (turn, at, account) do nothing";
}

/// A published day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// Its id.
    pub id: i64,
    /// Of which unit.
    pub unit: String,
    /// The day.
    pub on: Date,
    /// Word of who receives.
    pub host: String,
    /// Title of who presides; no name is needed.
    pub presider: String,
    /// `in_person` or `online`.
    pub mode: String,
    /// Where.
    pub place: String,
    /// Hours and seats.
    pub hours: casework::receptions::queue::Hours,
    /// Takes bookings.
    pub open: bool,
}

/// A booked turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Its id.
    pub id: i64,
    /// Of which day.
    pub day: i64,
    /// Minute of the day.
    pub slot: i64,
    /// The number that is called.
    pub number: i64,
    /// Kind as the booker chose.
    pub kind: String,
    /// Hash of its code.
    pub code_hash: String,
    /// Word of where it stands.
    pub standing: String,
    /// Which desk calls it.
    pub desk: String,
    /// Since when it stands there.
    pub changed_at: i64,
    /// The reception it became.
    pub case_number: String,
    /// What is added is sealed to this.
    pub public: String,
    /// Its words; empty once they stand in a case.
    pub sealed: String,
}

fn day(row: &Row) -> Result<Day> {
    let text = |name: &str| row.text(name).map(str::to_owned);
    Ok(Day {
        id: row.int("id")?,
        unit: text("unit")?,
        on: crate::journal::store::day(row, "day")?,
        host: text("host")?,
        presider: text("presider")?,
        mode: text("mode")?,
        place: text("place")?,
        hours: casework::receptions::queue::Hours {
            opens: row.int("opens")?,
            closes: row.int("closes")?,
            each: row.int("each_min")?,
            seats: row.int("seats")?,
        },
        open: row.text("state")? == "open",
    })
}

fn turn(row: &Row) -> Result<Turn> {
    let text = |name: &str| row.text(name).map(str::to_owned);
    Ok(Turn {
        id: row.int("id")?,
        day: row.int("day_id")?,
        slot: row.int("slot")?,
        number: row.int("number")?,
        kind: text("kind")?,
        code_hash: text("code_hash")?,
        standing: text("standing")?,
        desk: text("desk")?,
        changed_at: row.int("changed_at")?,
        case_number: text("case_number")?,
        public: text("public")?,
        sealed: text("sealed")?,
    })
}

/// Publishes a day.
pub fn add_day(tx: &mut dyn Tx, d: &Day, by: &str, at: i64) -> Result<()> {
    let h = d.hours;
    let (on, place) = (d.on.to_string(), &d.place);
    tx.exec(
        ADD_DAY,
        vals![d.id, &d.unit, on, &d.host, &d.presider, &d.mode, place, h.opens, h.closes, h.each, h.seats, by, at],
    )
    .map(|_| ())
}

/// A published day.
pub fn one_day(tx: &mut dyn Tx, id: i64) -> Result<Option<Day>> {
    tx.query_opt(DAY, vals![id])?.as_ref().map(day).transpose()
}

/// The days of a unit from a day on.
pub fn days(tx: &mut dyn Tx, unit: &str, from: Date) -> Result<Vec<Day>> {
    tx.query(DAYS, vals![unit, from.to_string()])?.iter().map(day).collect()
}

/// Units that receive by appointment from a day on.
pub fn units(tx: &mut dyn Tx, from: Date) -> Result<Vec<String>> {
    tx.query(UNITS, vals![from.to_string()])?.iter().map(|row| row.text("unit").map(str::to_owned)).collect()
}

/// No further bookings.
pub fn close_day(tx: &mut dyn Tx, id: i64) -> Result<()> {
    tx.exec(CLOSE_DAY, vals![id]).map(|_| ())
}

/// How many of each slot are taken.
pub fn taken(tx: &mut dyn Tx, id: i64) -> Result<Vec<(i64, i64)>> {
    tx.query(TAKEN, vals![id])?.iter().map(|row| Ok((row.int("slot")?, row.int("n")?))).collect()
}

/// The first free seat of a slot, taken for a turn; nothing where it is full.
pub fn take_seat(tx: &mut dyn Tx, d: &Day, slot: i64, turn: i64) -> Result<Option<i64>> {
    for seat in 0..d.hours.seats {
        if tx.exec(TAKE_SEAT, vals![d.id, slot, seat, turn])? == 1 {
            return Ok(Some(seat));
        }
    }
    Ok(None)
}

/// The seat of a turn is free again.
pub fn free_seat(tx: &mut dyn Tx, turn: i64) -> Result<()> {
    tx.exec(FREE_SEAT, vals![turn]).map(|_| ())
}

/// Keeps a booked turn with who can open it.
pub fn add(tx: &mut dyn Tx, t: &Turn, seat: i64, once: &str, shut: &Shut) -> Result<()> {
    let head = &t.code_hash[..crate::portal::filing::code::HEAD];
    tx.exec(
        ADD,
        vals![
            t.id,
            t.day,
            t.slot,
            seat,
            t.number,
            &t.kind,
            head,
            &t.code_hash,
            once,
            t.changed_at,
            &shut.public,
            &shut.sealed
        ],
    )?;
    for (account, wrapped) in &shut.grants {
        tx.exec(GRANT, vals![t.id, account, wrapped])?;
    }
    Ok(())
}

/// It goes to another slot.
pub fn move_to(tx: &mut dyn Tx, id: i64, d: &Day, (slot, seat): (i64, i64), at: i64) -> Result<()> {
    tx.exec(MOVE, vals![id, d.id, slot, seat, d.hours.number(slot, seat), at]).map(|_| ())
}

/// Where it stands now; `false`: somebody was faster.
pub fn stand(tx: &mut dyn Tx, t: &Turn, standing: &str, desk: &str, at: i64) -> Result<bool> {
    Ok(tx.exec(STAND, vals![t.id, &t.standing, standing, desk, at])? == 1)
}

/// It became a reception.
pub fn received(tx: &mut dyn Tx, id: i64, number: &str) -> Result<()> {
    tx.exec(RECEIVED, vals![id, number]).map(|_| ())
}

/// Its words go.
pub fn wipe(tx: &mut dyn Tx, id: i64) -> Result<()> {
    tx.exec(WIPE, vals![id]).map(|_| ())
}

/// The turns of a day by number.
pub fn turns(tx: &mut dyn Tx, day: i64) -> Result<Vec<Turn>> {
    tx.query(TURNS, vals![day])?.iter().map(turn).collect()
}

/// A turn.
pub fn one(tx: &mut dyn Tx, id: i64) -> Result<Option<Turn>> {
    tx.query_opt(TURN, vals![id])?.as_ref().map(turn).transpose()
}

/// The turn a form brought before.
pub fn by_once(tx: &mut dyn Tx, once: &str) -> Result<Option<Turn>> {
    tx.query_opt(BY_ONCE, vals![once])?.as_ref().map(turn).transpose()
}

/// The turn whose code's hash begins so.
pub fn by_code(tx: &mut dyn Tx, head: &str) -> Result<Option<Turn>> {
    tx.query_opt(BY_CODE, vals![head])?.as_ref().map(turn).transpose()
}

/// The key of a turn as an account can unwrap it.
pub fn granted(tx: &mut dyn Tx, id: i64, account: &str) -> Result<Option<String>> {
    tx.query_opt(GRANTED, vals![id, account])?.map(|row| row.text("wrapped").map(str::to_owned)).transpose()
}

/// Somebody opened a turn, and why.
pub fn looked(tx: &mut dyn Tx, id: i64, at: i64, account: &str, reason: &str) -> Result<()> {
    tx.exec(LOOKED, vals![id, at, account, reason]).map(|_| ())
}
