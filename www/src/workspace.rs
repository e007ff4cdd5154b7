//! Where things are in the checkout.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The folders of one checkout.
#[derive(Clone, Debug)]
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// Finds the checkout: the folder above this package when started by cargo, else the nearest
    /// folder upwards that holds `www/site` and `rust-toolchain.toml`.
    pub fn find() -> Result<Self> {
        let from_cargo = env::var_os("CARGO_MANIFEST_DIR")
            .map(PathBuf::from)
            .and_then(|package| package.parent().map(Path::to_path_buf));
        let here =
            env::current_dir().context("the current folder cannot be read; start from the checkout")?;
        from_cargo
            .iter()
            .map(PathBuf::as_path)
            .chain(here.ancestors())
            .find(|folder| is_checkout(folder))
            .map(|folder| Self { root: folder.to_path_buf() })
            .with_context(|| {
                format!(
                    "no yingbao checkout at {} or above it: expected a folder that holds www/site and \
                     rust-toolchain.toml; change into the checkout and start again",
                    here.display()
                )
            })
    }

    /// The folder that holds the workspace manifest.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The sources of the portal's pages and of the loader.
    pub fn pages(&self) -> PathBuf {
        self.root.join("www/site")
    }

    /// Where the pinned tools are installed.
    pub fn tools(&self) -> PathBuf {
        self.root.join("target/tools")
    }

    /// What wasm-pack makes of the widget: glue, WASM and TypeScript types.
    pub fn widget_package(&self) -> PathBuf {
        self.root.join("target/pkg")
    }

    /// The same of the screener without its interface.
    pub fn api_package(&self) -> PathBuf {
        self.root.join("target/api")
    }

    /// The widget with the names of its functions, to look into.
    pub fn named_package(&self) -> PathBuf {
        self.root.join("target/named/pkg")
    }

    /// The assembled site.
    pub fn site(&self) -> PathBuf {
        self.root.join("target/site")
    }
}

fn is_checkout(folder: &Path) -> bool {
    folder.join("www/site").is_dir() && folder.join("rust-toolchain.toml").is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checkout_of_this_package_is_found() {
        let found = Workspace::find().unwrap();
        assert!(found.root().join("www/Cargo.toml").is_file());
        assert!(found.pages().is_dir());
    }
}
