//! An import as one transaction, and its dry run, over which nobody who writes waits.

use crate::domain::error::RegisterError;
use crate::domain::ids::RecipientId;
use crate::domain::op::WriteContext;
use crate::domain::roster::ContentHash;
use crate::domain::roster_missing::MissingEnds;
use crate::domain::text::CleanText;
use crate::store::file::error::Result;
use crate::store::file::migrate;
use crate::store::import::bulk::ImportPragmas;
use crate::store::import::dry_run::DryRun;
use crate::store::import::importer::{Ending, Importer, last_recipient};
use crate::store::import::missing;
use crate::store::progress::ProgressCallback;
use crate::store::recipients::membership::Origin;
use crate::store::register::Store;
use crate::store::standing::settled;
use crate::store::{audit, mirror};

/// What an import reads from.
#[derive(Clone, Copy, Debug)]
pub struct ImportSource<'a> {
    /// The name of the file.
    pub name: &'a CleanText,
    /// Its hash, kept with the source.
    pub content: Option<ContentHash>,
    /// Whether a row may rename the recipient who has its ID number; otherwise it is refused.
    pub rename: bool,
    /// What tells rosters of its kind from others, by its headers; empty where nothing does.
    pub shape: &'a str,
    /// What ends of those whom it does not name although it is complete.
    pub ends: Option<&'a MissingEnds>,
}

impl<'a> ImportSource<'a> {
    /// A file of that name, of which nothing else is known.
    pub fn named(name: &'a CleanText) -> Self {
        Self { name, content: None, rename: false, shape: "", ends: None }
    }
}

impl Store {
    /// Runs an import: `feed` puts every row in and says how it ends.
    ///
    /// # Errors
    /// What `feed` brings, or storage troubles; nothing was written.
    pub fn import<T, E: From<RegisterError>>(
        &mut self,
        source: &CleanText,
        ctx: &WriteContext,
        mint: &dyn Fn() -> RecipientId,
        feed: impl FnOnce(&mut Importer<'_>) -> std::result::Result<(T, Ending), E>,
    ) -> std::result::Result<T, E> {
        let source = ImportSource::named(source);
        self.import_with_progress(&source, ctx, mint, Box::new(|_| true), feed)
    }

    /// As [`Store::import`], of a file whose hash is kept with the source; `callback` can stop it at any moment, also while SQLite works.
    ///
    /// # Errors
    /// As [`Store::import`].
    pub fn import_with_progress<T, E: From<RegisterError>>(
        &mut self,
        source: &ImportSource<'_>,
        ctx: &WriteContext,
        mint: &dyn Fn() -> RecipientId,
        callback: ProgressCallback,
        feed: impl FnOnce(&mut Importer<'_>) -> std::result::Result<(T, Ending), E>,
    ) -> std::result::Result<T, E> {
        let out = self.monitored(callback, |store, monitor| {
            let _pragmas = ImportPragmas::new(&store.conn)?;
            let (_turn, tx) = store.begin_monitored(monitor)?;
            audit::check_day(&tx, ctx)?;
            store.compare_heads(&tx, ctx)?;
            settled::begin_day(&tx, ctx, None, None)?;
            mirror::compare_counts(&tx, ctx)?;
            let origin = Origin::list(&tx, source.name, (source.content.as_ref(), source.shape), ctx)?;
            let mut importer = Importer::new(&tx, store.path.clone(), origin, mint, None, source.rename)?;
            let (out, ending) = feed(&mut importer)?;
            match ending {
                Ending::Keep => {
                    importer.end(monitor)?;
                    audit::line(&tx, ctx, "import", source.name, None, None)?;
                    if let Some(ends) = source.ends {
                        missing::end(&tx, ends, source.name, ctx)?;
                    }
                    mirror::keep_counts(&tx)?;
                    store.acknowledge(tx, |_| Ok(()))?;
                }
                Ending::Drop => {
                    drop(importer);
                    tx.rollback().map_err(RegisterError::from)?;
                }
            }
            Ok::<_, E>(out)
        })?;
        self.copy_back();
        Ok(out)
    }

    /// Whether anybody is registered.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn has_recipients(&self) -> Result<bool> {
        Ok(self.conn.query_row("SELECT EXISTS (SELECT 1 FROM recipient)", [], |row| row.get(0))?)
    }

    /// As [`Store::import`], but nothing is written, and nobody who writes waits for it.
    ///
    /// # Errors
    /// What `feed` brings, or storage troubles.
    pub fn dry_run<T, E: From<RegisterError>>(
        &mut self,
        rename: bool,
        ctx: &WriteContext,
        mint: &dyn Fn() -> RecipientId,
        callback: ProgressCallback,
        feed: impl FnOnce(&mut Importer<'_>) -> std::result::Result<(T, Ending), E>,
    ) -> std::result::Result<T, E> {
        self.monitored(callback, |store, _| {
            let _pragmas = ImportPragmas::new(&store.conn)?;
            let tx = store.conn.unchecked_transaction().map_err(RegisterError::from)?;
            migrate::same_version(&tx)?;
            let last = last_recipient(&tx)?;
            let dry_run = DryRun::begin(&tx, last)?;
            let mut importer =
                Importer::new(&tx, store.path.clone(), Origin::hand(ctx), mint, Some(dry_run), rename)?;
            let (out, _) = feed(&mut importer)?;
            drop(importer);
            tx.rollback().map_err(RegisterError::from)?;
            Ok(out)
        })
    }
}
