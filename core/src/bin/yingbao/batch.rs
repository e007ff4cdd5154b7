//! `screen --batch`: many documents on all cores, in order, in bounded memory.

use std::{
    collections::BTreeMap,
    io::{self, BufRead, BufReader, Read, Write},
    sync::{
        Mutex, PoisonError,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

use anyhow::{Context, Result};
use yingbao_core::{
    document::{self, DocumentError},
    domain::Day,
    rulebook::Rulebook,
    ruleset::Rulesets,
};

use super::{output::OUTPUT, screen::Answer};

/// Bytes of input handed to a thread at a time.
const PART: usize = 64 * 1024;
/// A document is far shorter; a longer line is refused without being held.
const LONGEST: usize = 1024 * 1024;
/// Parts under way for each thread: bounds memory however uneven the work is.
const UNDER_WAY: usize = 4;
/// Rulesets a thread keeps.
const KEPT: usize = 64;

/// A line as read: `None` where it was too long.
type Line = Option<Vec<u8>>;

/// Some lines in a row.
struct Part {
    order: u64,
    /// Number of the first line, from 1.
    first: u64,
    lines: Vec<Line>,
}

/// Why a line has no answer.
#[derive(Debug, thiserror::Error)]
enum LineError {
    #[error("the line is longer than {LONGEST} bytes")]
    TooLong,
    #[error(transparent)]
    Document(#[from] DocumentError),
}

/// The answers to a part.
struct Answered {
    order: u64,
    text: Vec<u8>,
    bad: u64,
}

/// Answers every line; how many could not be read.
pub fn run(
    book: &Rulebook,
    today: Option<Day>,
    jobs: usize,
    answer: Answer,
    input: Box<dyn Read + Send>,
    mut output: impl Write,
) -> Result<u64> {
    let limit = jobs * UNDER_WAY;
    let (permit, permits) = sync_channel::<()>(limit);
    for _ in 0..limit {
        // The channel holds as many.
        let _ = permit.try_send(());
    }
    let (give, parts) = sync_channel::<Part>(limit);
    let (done, answers) = sync_channel::<Answered>(limit);
    let parts = Mutex::new(parts);
    thread::scope(|scope| {
        let reader = scope.spawn(move || read(input, &permits, &give));
        for _ in 0..jobs {
            let (parts, done) = (&parts, done.clone());
            scope.spawn(move || work(book, today, answer, parts, &done));
        }
        drop(done);
        let sent = write(&answers, &permit, &mut output);
        // After a failed write the others find their channels closed and end.
        drop((answers, permit));
        let read = reader.join().unwrap_or_else(|_| Err(io::Error::other("reading ended early")));
        let bad = sent.context(OUTPUT)?;
        read.context("input")?;
        Ok(bad)
    })
}

fn read(input: Box<dyn Read + Send>, permits: &Receiver<()>, give: &SyncSender<Part>) -> io::Result<()> {
    let mut input = BufReader::with_capacity(PART, input);
    let (mut order, mut first) = (0, 1);
    let mut ended = false;
    while !ended && permits.recv().is_ok() {
        let (mut lines, mut bytes) = (Vec::new(), 0);
        while bytes < PART {
            match line(&mut input)? {
                Some(line) => {
                    bytes += line.as_ref().map_or(0, Vec::len) + 1;
                    lines.push(line);
                    // Nothing more has arrived: answer what has, so that a caller can wait for each line.
                    if input.buffer().is_empty() {
                        break;
                    }
                }
                None => {
                    ended = true;
                    break;
                }
            }
        }
        let count = lines.len() as u64;
        if count > 0 && give.send(Part { order, first, lines }).is_err() {
            break;
        }
        order += 1;
        first += count;
    }
    Ok(())
}

/// The next line without its end; the inner `None` for one that is too long, the outer at the end.
fn line(input: &mut impl BufRead) -> io::Result<Option<Line>> {
    let mut line = Vec::new();
    let mut long = false;
    loop {
        let available = input.fill_buf()?;
        if available.is_empty() {
            let any = long || !line.is_empty();
            return Ok(any.then_some((!long).then_some(line)));
        }
        let end = available.iter().position(|b| *b == b'\n');
        let piece = available.get(..end.unwrap_or(available.len())).unwrap_or_default();
        if long || line.len() + piece.len() > LONGEST {
            long = true;
            line.clear();
        } else {
            line.extend_from_slice(piece);
        }
        let used = end.map_or(available.len(), |e| e + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(Some((!long).then_some(line)));
        }
    }
}

fn work(
    book: &Rulebook,
    today: Option<Day>,
    answer: Answer,
    parts: &Mutex<Receiver<Part>>,
    done: &SyncSender<Answered>,
) {
    let mut kept = Rulesets::new(book, KEPT);
    loop {
        let next = parts.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(part) = next else { return };
        let mut answered = Answered { order: part.order, text: Vec::with_capacity(PART), bad: 0 };
        for (number, line) in (part.first..).zip(&part.lines) {
            if line.as_deref().is_some_and(is_blank) {
                continue;
            }
            if let Err(error) = answer_line(&mut kept, today, answer, line.as_deref(), &mut answered.text) {
                answered.bad += 1;
                let error = serde_json::json!({ "error": error.to_string(), "line": number });
                answered.text.extend_from_slice(error.to_string().as_bytes());
            }
            answered.text.push(b'\n');
        }
        if done.send(answered).is_err() {
            return;
        }
    }
}

/// Whether a line holds nothing, a byte order mark aside.
fn is_blank(line: &[u8]) -> bool {
    line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii().is_empty()
}

fn answer_line(
    kept: &mut Rulesets<'_>,
    today: Option<Day>,
    answer: Answer,
    line: Option<&[u8]>,
    out: &mut Vec<u8>,
) -> Result<(), LineError> {
    let line = line.ok_or(LineError::TooLong)?;
    let request = document::read(kept.book(), line, today)?;
    let rules = kept.at(request.date, request.region, &request.overrides);
    out.extend_from_slice(answer(rules, &request.household).as_bytes());
    Ok(())
}

/// Writes the answers in the order of the lines.
fn write(answers: &Receiver<Answered>, permit: &SyncSender<()>, output: &mut impl Write) -> io::Result<u64> {
    let (mut next, mut bad) = (0, 0);
    let mut waiting: BTreeMap<u64, Answered> = BTreeMap::new();
    for answered in answers {
        waiting.insert(answered.order, answered);
        while let Some(answered) = waiting.remove(&next) {
            output.write_all(&answered.text)?;
            output.flush()?;
            bad += answered.bad;
            next += 1;
            let _ = permit.try_send(());
        }
    }
    Ok(bad)
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read, Write};

    use yingbao_core::{author::load, domain::Day, rulebook::Rulebook};

    use super::{LONGEST, run};
    use crate::screen::whole;

    fn small() -> Rulebook {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebooks/sample");
        load(&folder).unwrap().book
    }

    fn answers(book: &Rulebook, jobs: usize, input: &[u8]) -> (Vec<serde_json::Value>, u64) {
        let mut output = Vec::new();
        let input = Box::new(io::Cursor::new(input.to_vec()));
        let day = Day::parse("2026-11-01");
        let bad = run(book, day, jobs, whole, input, &mut output).unwrap();
        let text = String::from_utf8(output).unwrap();
        assert!(text.is_empty() || text.ends_with('\n'));
        (text.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), bad)
    }

    fn line(wage: usize) -> String {
        format!(
            r#"{{"version": 1, "region": "000000", "members": [{{"id": "{wage}", "relation": "self", "wage": {wage}}}]}}"#
        )
    }

    #[test]
    fn answers_come_in_order_whatever_the_number_of_threads() {
        let book = small();
        let input: String = (0..2000).map(|i| line(i) + "\n").collect();
        let (one, bad) = answers(&book, 1, input.as_bytes());
        assert_eq!((one.len(), bad), (2000, 0));
        for (index, answer) in one.iter().enumerate() {
            assert_eq!(answer["programs"][1]["member"], index.to_string());
        }
        assert_eq!(answers(&book, 5, input.as_bytes()).0, one);
    }

    #[test]
    fn a_bad_line_is_answered_in_its_place_and_the_rest_go_on() {
        let book = small();
        let mut input = Vec::new();
        for (index, bad) in
            [&b"none"[..], b"{", b"\xff\xfe", b"{\"version\": 3, \"members\": []}", &vec![b'x'; LONGEST + 1]]
                .into_iter()
                .enumerate()
        {
            input.extend_from_slice(bad);
            input.push(b'\n');
            input.extend_from_slice(line(index).as_bytes());
            input.extend_from_slice(b"\r\n");
        }
        input.pop();
        input.pop();
        let (answers, bad) = answers(&book, 2, &input);
        assert_eq!((answers.len(), bad), (10, 5));
        for (index, answer) in answers.iter().enumerate() {
            if index % 2 == 0 {
                assert_eq!(answer["line"], index as u64 + 1);
                assert!(!answer["error"].as_str().unwrap().is_empty());
            } else {
                assert_eq!(answer["programs"][1]["member"], (index / 2).to_string());
            }
        }
    }

    #[test]
    fn an_empty_input_has_no_answers() {
        assert_eq!(answers(&small(), 3, b"").0.len(), 0);
    }

    /// Input without end.
    struct Endless(Vec<u8>, usize);

    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let rest = &self.0[self.1 % self.0.len()..];
            let taken = rest.len().min(buffer.len());
            buffer[..taken].copy_from_slice(&rest[..taken]);
            self.1 += taken;
            Ok(taken)
        }
    }

    /// Output that is closed after a while.
    struct Closed(usize);

    impl Write for Closed {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            match self.0.checked_sub(bytes.len()) {
                Some(left) => {
                    self.0 = left;
                    Ok(bytes.len())
                }
                None => Err(io::ErrorKind::BrokenPipe.into()),
            }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_closed_output_ends_a_stream_without_end() {
        let input = Box::new(Endless((line(7) + "\n").into_bytes(), 0));
        let day = Day::parse("2026-11-01");
        let error = run(&small(), day, 3, whole, input, Closed(100_000)).unwrap_err();
        assert_eq!(format!("{error:#}"), "output: broken pipe");
    }
}
