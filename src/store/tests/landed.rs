//! The migrations that landed.

/// SHA-256 of every migration as it landed. None of these lines ever changes.
pub(super) const LANDED: &[(&str, &str)] = &[
    ("0001_register.sql", "f492d1c08de500a2f5e6110ca9a240445c555a7fb237c7a2b20ccc346cfc0fe5"),
    ("0002_import_row.sql", "90992db1109e9eda8361dcec91d7a185e8f3badff1928e7960ab70e4022e4ec5"),
    ("0003_attention.sql", "9c8aab03d644e6b17d1070b2e6d6d9dcdf02ed2b6de95c4e23b7c006f411f4d3"),
    ("0004_noted_gone.sql", "cba1370cb0d1a40ac5ee5aa0425a3d15e8449121c3bc7055502fbe857632e3e6"),
    ("0005_address_words.sql", "1474b6faef0eda77d05d7409ab7c2e4fface5515a2946f1da0225a1f3ee901e9"),
    ("0006_gone_words.sql", "ddfaf5a0a6cedc855920f1314266493c35aebeaef172ca986ad9ee33dad280cc"),
    ("0007_given_where_listed.sql", "78c1a9bce9420701772f46e6dbb7e6ef7e0e0371324277d16445f14cbc9ed90d"),
    ("0008_goods_owed.sql", "42573d29b224c86f97a76333307c944a8264978a44db0b8d778ff0c2fe0c0b0d"),
    ("0009_plan.sql", "ce22613255693ad26d4fe321b061287848570ba6631615148ac4644e6d4f1068"),
    ("0010_sheet.sql", "95ebcb319d643bef1579e5a6c2a737f3405e3f5838562bd1aba68cac6d149594"),
    ("0011_payment.sql", "b0033aa8c2233e824b17d7f62ac0e7b24f7b5cbd9df5f7bbdae4f6ce4573ea36"),
    ("0012_work.sql", "d633a73a201214b67b8f1bc3ca445ff25569d168a05c257ee67e9e657d64e68d"),
    ("0013_first_death.sql", "66c914e3c03c42eb97a2af45c3e06b5df37022d7b9f06eca22d723e0e06d9069"),
];
