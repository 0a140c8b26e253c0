//! The texts of the ledger's questions, put together at build time from a few
//! parts, so that each is one fixed text that both engines prepare.
//!
//! Two ledgers: `now` reads postings alone, `as_of` only what has a journal
//! position up to the one asked for. Two reaches: `units` (two hundred codes,
//! filled up with the last one) and `all`. Values stand in the same places in
//! every statement of a family; [`super::store`] fills them in.

/// Units asked for in one statement.
pub const UNITS: usize = 200;
/// Cases or things whose lines are asked for in one statement.
pub const TOGETHER: usize = 50;

macro_rules! ledger {
    (now) => {
        "from postings p where cast($3 as bigint) >= 0 "
    };
    (as_of) => {
        "from journal j join cases k on k.id = j.case_id
         join postings p on p.unit = k.unit and p.case_id = j.case_id and p.seq = j.seq
         where j.position <= $3 "
    };
}

/// Units of a sum: $5 and on.
macro_rules! of_units {
    (all) => {
        ""
    };
    (units) => {
        "and p.unit in
        ($5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25,$26,$27,$28,$29,
         $30,$31,$32,$33,$34,$35,$36,$37,$38,$39,$40,$41,$42,$43,$44,$45,$46,$47,$48,$49,$50,$51,$52,$53,$54,
         $55,$56,$57,$58,$59,$60,$61,$62,$63,$64,$65,$66,$67,$68,$69,$70,$71,$72,$73,$74,$75,$76,$77,$78,$79,
         $80,$81,$82,$83,$84,$85,$86,$87,$88,$89,$90,$91,$92,$93,$94,$95,$96,$97,$98,$99,$100,$101,$102,$103,$104,
         $105,$106,$107,$108,$109,$110,$111,$112,$113,$114,$115,$116,$117,$118,$119,$120,$121,$122,$123,$124,$125,$126,$127,$128,$129,
         $130,$131,$132,$133,$134,$135,$136,$137,$138,$139,$140,$141,$142,$143,$144,$145,$146,$147,$148,$149,$150,$151,$152,$153,$154,
         $155,$156,$157,$158,$159,$160,$161,$162,$163,$164,$165,$166,$167,$168,$169,$170,$171,$172,$173,$174,$175,$176,$177,$178,$179,
         $180,$181,$182,$183,$184,$185,$186,$187,$188,$189,$190,$191,$192,$193,$194,$195,$196,$197,$198,$199,$200,$201,$202,$203,$204) "
    };
}

/// Units of a cell: $47 and on.
macro_rules! cell_units {
    (all) => {
        ""
    };
    (units) => {
        "and p.unit in
        ($47,$48,$49,$50,$51,$52,$53,$54,$55,$56,$57,$58,$59,$60,$61,$62,$63,$64,$65,$66,$67,$68,$69,$70,$71,
         $72,$73,$74,$75,$76,$77,$78,$79,$80,$81,$82,$83,$84,$85,$86,$87,$88,$89,$90,$91,$92,$93,$94,$95,$96,
         $97,$98,$99,$100,$101,$102,$103,$104,$105,$106,$107,$108,$109,$110,$111,$112,$113,$114,$115,$116,$117,$118,$119,$120,$121,
         $122,$123,$124,$125,$126,$127,$128,$129,$130,$131,$132,$133,$134,$135,$136,$137,$138,$139,$140,$141,$142,$143,$144,$145,$146,
         $147,$148,$149,$150,$151,$152,$153,$154,$155,$156,$157,$158,$159,$160,$161,$162,$163,$164,$165,$166,$167,$168,$169,$170,$171,
         $172,$173,$174,$175,$176,$177,$178,$179,$180,$181,$182,$183,$184,$185,$186,$187,$188,$189,$190,$191,$192,$193,$194,$195,$196,
         $197,$198,$199,$200,$201,$202,$203,$204,$205,$206,$207,$208,$209,$210,$211,$212,$213,$214,$215,$216,$217,$218,$219,$220,$221,
         $222,$223,$224,$225,$226,$227,$228,$229,$230,$231,$232,$233,$234,$235,$236,$237,$238,$239,$240,$241,$242,$243,$244,$245,$246) "
    };
}

/// Cases or things, after the units.
macro_rules! some {
    (all) => {
        "($47,$48,$49,$50,$51,$52,$53,$54,$55,$56,$57,$58,$59,$60,$61,$62,$63,$64,$65,$66,$67,$68,$69,$70,$71,
         $72,$73,$74,$75,$76,$77,$78,$79,$80,$81,$82,$83,$84,$85,$86,$87,$88,$89,$90,$91,$92,$93,$94,$95,$96)"
    };
    (units) => {
        "($247,$248,$249,$250,$251,$252,$253,$254,$255,$256,$257,$258,$259,$260,$261,$262,$263,$264,$265,$266,$267,$268,$269,$270,$271,
         $272,$273,$274,$275,$276,$277,$278,$279,$280,$281,$282,$283,$284,$285,$286,$287,$288,$289,$290,$291,$292,$293,$294,$295,$296)"
    };
}

/// What a cell counts: before the period or within it, of some classes, manners
/// and fields; and only after a unit and a case. Where no indicator is counted before
/// the period, $4 may hold `<` or `>=` instead of one: only what began before the
/// period, or within it, by the day in the item.
macro_rules! cell {
    () => {
        "and ((p.day < $1 and p.indicator in ($4, $5, $6, $7, $8, $9, $10, $11))
           or (p.day >= $1 and p.day <= $2 and p.indicator in ($12, $13, $14, $15, $16, $17, $18, $19)))
         and ($4 <> '<' or p.item < $1) and ($4 <> '>=' or p.item >= $1)
         and ($20 = '*' or p.class in ($20, $21, $22, $23, $24, $25, $26, $27))
         and ($28 = '*' or p.manner in ($28, $29, $30, $31, $32, $33, $34, $35))
         and ($36 = '*' or p.field in ($36, $37, $38, $39, $40, $41, $42, $43))
         and (p.unit > $44 or (p.unit = $44 and p.case_id > $45)) "
    };
}

macro_rules! sums {
    ($ledger:ident, $units:ident) => {
        concat!(
            "select p.unit, p.indicator, p.class, p.manner, p.field,
               cast(sum(case when p.day < $1 then p.quantity else 0 end) as bigint) as opening,
               cast(sum(case when p.day < $1 then 0 else p.quantity end) as bigint) as flow ",
            ledger!($ledger),
            "and p.day <= $2 and cast($4 as text) = '' ",
            of_units!($units),
            "group by p.unit, p.indicator, p.class, p.manner, p.field"
        )
    };
}

macro_rules! items {
    ($ledger:ident, $units:ident) => {
        concat!(
            "select p.unit, p.indicator, p.class, p.manner, p.field, p.item,
               cast(sum(p.quantity) as bigint) as quantity ",
            ledger!($ledger),
            "and p.day >= $1 and p.day <= $2 and p.indicator = $4 and p.item <> '' ",
            of_units!($units),
            "group by p.unit, p.indicator, p.class, p.manner, p.field, p.item"
        )
    };
}

/// Cases with what each adds to a cell; those whose lines cancel out are left out.
macro_rules! cases {
    ($ledger:ident, $units:ident) => {
        concat!(
            "select p.unit, p.case_id, cast(sum(p.quantity) as bigint) as quantity ",
            ledger!($ledger),
            cell!(),
            cell_units!($units),
            "group by p.unit, p.case_id having sum(p.quantity) <> 0 order by p.unit, p.case_id limit $46"
        )
    };
}

macro_rules! count_cases {
    ($ledger:ident, $units:ident) => {
        concat!(
            "select count(*) as n, cast(coalesce(sum(q.quantity), 0) as bigint) as total from (",
            cases!($ledger, $units),
            ") as q"
        )
    };
}

macro_rules! lines {
    ($ledger:ident, $units:ident, $of:literal) => {
        concat!(
            "select p.unit, p.case_id, p.seq, p.line, p.indicator, p.day, p.item, p.quantity, p.about ",
            ledger!($ledger),
            cell!(),
            cell_units!($units),
            "and ",
            $of,
            " in ",
            some!($units),
            " order by p.unit, p.case_id, p.seq, p.line limit $46"
        )
    };
}

db::statements! {
    /// Sums of some units.
    SUMS = sums!(now, units);
    /// Sums of all units.
    SUMS_ALL = sums!(now, all);
    /// Sums of some units as of a position.
    SUMS_AS_OF = sums!(as_of, units);
    /// Sums of all units as of a position.
    SUMS_ALL_AS_OF = sums!(as_of, all);
    /// Things of some units.
    ITEMS = items!(now, units);
    /// Things of all units.
    ITEMS_ALL = items!(now, all);
    /// Things of some units as of a position.
    ITEMS_AS_OF = items!(as_of, units);
    /// Things of all units as of a position.
    ITEMS_ALL_AS_OF = items!(as_of, all);
    /// Cases of a cell.
    CASES = cases!(now, units);
    /// Cases of a cell over all units.
    CASES_ALL = cases!(now, all);
    /// Cases of a cell as of a position.
    CASES_AS_OF = cases!(as_of, units);
    /// Cases of a cell over all units as of a position.
    CASES_ALL_AS_OF = cases!(as_of, all);
    /// How many cases a cell has and what they add up to.
    COUNT = count_cases!(now, units);
    /// The same over all units.
    COUNT_ALL = count_cases!(now, all);
    /// The same as of a position.
    COUNT_AS_OF = count_cases!(as_of, units);
    /// The same over all units as of a position.
    COUNT_ALL_AS_OF = count_cases!(as_of, all);
    /// Lines of some cases of a cell.
    CASE_LINES = lines!(now, units, "p.case_id");
    /// Lines of some cases of a cell as of a position.
    CASE_LINES_AS_OF = lines!(as_of, units, "p.case_id");
    /// Lines of some things of a cell.
    ITEM_LINES = lines!(now, units, "p.item");
    /// Lines of some things of a cell over all units.
    ITEM_LINES_ALL = lines!(now, all, "p.item");
    /// Lines of some things of a cell as of a position.
    ITEM_LINES_AS_OF = lines!(as_of, units, "p.item");
    /// Lines of some things of a cell over all units as of a position.
    ITEM_LINES_ALL_AS_OF = lines!(as_of, all, "p.item");
    /// Numbers and titles of cases.
    CASES_NAMED = "select id, number, title, unit, opened_on, standing from cases where id in
        ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25,
         $26,$27,$28,$29,$30,$31,$32,$33,$34,$35,$36,$37,$38,$39,$40,$41,$42,$43,$44,$45,$46,$47,$48,$49,$50)";
    /// Papers of cases, with their facts.
    PAPERS = "select case_id, seq, kind, number, on_day, facts from acts where case_id in
        ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25,
         $26,$27,$28,$29,$30,$31,$32,$33,$34,$35,$36,$37,$38,$39,$40,$41,$42,$43,$44,$45,$46,$47,$48,$49,$50)";
    /// The last position of the journal and whether an act waits for its own.
    POSITION = "select coalesce(max(j.position), 0) as position,
        (select count(*) from (select 1 as one from journal_pending limit 1) as w) as waiting from journal j";
    /// The act at a position.
    ACT_AT = "select case_id, seq from journal where position = $1";
    /// The postings of the acts after one position up to another, in order.
    POSTINGS_AFTER = "select j.position, p.unit, p.indicator, p.class, p.manner, p.field, p.item, p.day, p.quantity, p.about,
          j.case_id
        from journal j join cases k on k.id = j.case_id
        join postings p on p.unit = k.unit and p.case_id = j.case_id and p.seq = j.seq
        where j.position > $1 and j.position <= $2 order by j.position, p.line";
    /// Every line of one case.
    OF_CASE = "select p.unit, p.indicator, p.day, p.class, p.manner, p.field, p.item, p.quantity, p.about, p.seq
        from cases c join postings p on p.unit = c.unit and p.case_id = c.id
        where c.number = $1 order by p.seq, p.line";
}
