//! Tests of yingbao.
