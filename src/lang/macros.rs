//! The macro that texts are written with: a line a text, both languages on it.

/// Makes a struct with a field for every text and the function that gives it in a language.
///
/// ```text
/// texts! {
///     /// The texts of the ledger.
///     pub fn texts(lang) -> LedgerTexts {
///         title: "台账" / "Ledger";
///         /// The number of the gift.
///         cancels: "冲正 #{}" / "cancels #{}";
///     }
/// }
/// ```
///
/// A text without its other language does not compile. A comment on a text says what fills its `{}`, or when it is
/// shown. The tests that it makes hold the texts to `lang::checks::assert_well_formed`.
macro_rules! texts {
    (
        $(#[$about:meta])*
        $vis:vis fn $function:ident(lang) -> $Texts:ident {
            $( $(#[$doc:meta])* $name:ident: $zh:literal / $en:literal; )+
        }
    ) => {
        $(#[$about])*
        #[derive(Debug)]
        $vis struct $Texts {
            $(
                #[doc = concat!("`", $zh, "` / `", $en, "`")]
                ///
                $(#[$doc])*
                $vis $name: &'static str,
            )+
        }

        #[doc = concat!("[`", stringify!($Texts), "`] in a language.")]
        $vis const fn $function(lang: $crate::lang::Lang) -> &'static $Texts {
            const ZH: $Texts = $Texts { $($name: $zh,)+ };
            const EN: $Texts = $Texts { $($name: $en,)+ };
            match lang {
                $crate::lang::Lang::Zh => &ZH,
                $crate::lang::Lang::En => &EN,
            }
        }

        #[cfg(test)]
        mod $function {
            #[test]
            fn both_languages_fill_the_same_places() {
                $crate::lang::checks::assert_well_formed(&[$((stringify!($name), $zh, $en),)+]);
            }
        }
    };
}

pub(crate) use texts;
