//! The yingbao screener as a custom element.
