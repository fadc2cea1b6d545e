//! How an interview is led.

/// How an interview is led.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The region whose help lines are shown.
    pub region: String,
    /// A person is there.
    pub has_person: bool,
    /// The session was resumed: the opening was read before.
    pub resumed: bool,
}
