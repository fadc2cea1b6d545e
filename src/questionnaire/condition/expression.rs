//! Expressions as a tree, and what they come to for given facts.
//!
//! The tree is made by `lower` from what minijinja's parser read. It is evaluated here, not by minijinja's machine, for one
//! reason: there, `none <= 5` and `none != 'x'` are true, and a gate must never hold on a question that nobody answered.
//! There are no calls and no loops, so an evaluation always ends, after at most as many steps as the tree has nodes.

use super::Facts;
use crate::{
    answer::Answer,
    packed::{Late, Text},
};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What an expression comes to. Texts are those of the answers, not copies: a session asks thousands of times.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Value<'a> {
    /// Nothing: an unanswered question, or a sum that has no result.
    None,
    /// True or false.
    Boolean(bool),
    /// A number.
    Number(f64),
    /// A choice's value, a text, an outcome.
    Text(#[serde(borrow)] Cow<'a, str>),
    /// Chosen values.
    List(#[serde(borrow)] Vec<Value<'a>>),
}

/// Comparison of two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `in`
    In,
    /// `not in`
    NotIn,
}

/// Arithmetic of two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `//`
    FloorDivide,
    /// `%`
    Remainder,
}

/// An expression over answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub enum Expression {
    /// A literal.
    Constant(Value<'static>),
    /// A question's answer.
    Question(Text),
    /// A question's answer in words.
    Label(Text),
    /// A named value of the questionnaire, by its place among them.
    Named(usize),
    /// The outcome by now.
    Outcome,
    /// What the crisis watch has found by now.
    Watch,
    /// A list of expressions.
    List(Vec<Expression>),
    /// `not a`
    Not(Box<Expression>),
    /// `a and b`
    And(Box<Expression>, Box<Expression>),
    /// `a or b`
    Or(Box<Expression>, Box<Expression>),
    /// `a < b <= c …`: the first operand and the rest, each with its comparison.
    Compare(Box<Expression>, Vec<(Comparison, Expression)>),
    /// Arithmetic.
    Arithmetic(Arithmetic, Box<Expression>, Box<Expression>),
    /// `a if c else b`: condition, then, else.
    IfElse(Box<Expression>, Box<Expression>, Box<Expression>),
    /// `a ~ b`: both as text, one behind the other.
    Join(Box<Expression>, Box<Expression>),
    /// `q is answered`
    Answered(Text),
    /// `q is skipped`: asked and left.
    Skipped(Text),
    /// `list | length`
    Length(Box<Expression>),
    /// `list[n]`, from 0
    Item(Box<Expression>, usize),
}

impl Expression {
    /// What this comes to for `facts`.
    pub fn evaluate<'a>(&'a self, facts: &'a dyn Facts) -> Value<'a> {
        match self {
            Self::Constant(value) => value.clone(),
            Self::Question(id) => facts.answer(id).map_or(Value::None, Value::from),
            Self::Label(id) => Value::Text(facts.label(id).into()),
            Self::Named(place) => {
                named(facts.values(), *place).map_or(Value::None, |value| value.evaluate(facts))
            }
            Self::Outcome => Value::Text(facts.outcome().into()),
            Self::Watch => Value::Text(facts.watch().into()),
            Self::List(items) => Value::List(items.iter().map(|item| item.evaluate(facts)).collect()),
            Self::Not(_)
            | Self::And(..)
            | Self::Or(..)
            | Self::Compare(..)
            | Self::Answered(_)
            | Self::Skipped(_) => Value::Boolean(self.is_true(facts)),
            Self::Arithmetic(operation, left, right) => {
                calculate(*operation, &left.evaluate(facts), &right.evaluate(facts))
            }
            Self::IfElse(condition, then, otherwise) => {
                if condition.is_true(facts) {
                    then.evaluate(facts)
                } else {
                    otherwise.evaluate(facts)
                }
            }
            Self::Join(left, right) => {
                let joined = left.evaluate(facts).into_text() + &right.evaluate(facts).into_text();
                Value::Text(joined.into())
            }
            Self::Length(list) => match list.evaluate(facts) {
                #[expect(clippy::cast_precision_loss, reason = "no list of choices is that long")]
                Value::List(items) => Value::Number(items.len() as f64),
                _ => Value::Number(0.0),
            },
            Self::Item(list, index) => match list.evaluate(facts) {
                Value::List(items) => items.into_iter().nth(*index).unwrap_or(Value::None),
                _ => Value::None,
            },
        }
    }

    /// Whether this comes to true. None is not true.
    pub fn is_true(&self, facts: &dyn Facts) -> bool {
        match self {
            Self::Named(place) => named(facts.values(), *place).is_some_and(|value| value.is_true(facts)),
            Self::Not(operand) => !operand.is_true(facts),
            Self::And(left, right) => left.is_true(facts) && right.is_true(facts),
            Self::Or(left, right) => left.is_true(facts) || right.is_true(facts),
            Self::Compare(first, rest) => compare_all(first, rest, facts),
            Self::Answered(id) => facts.answer(id).is_some(),
            Self::Skipped(id) => facts.skipped(id),
            Self::Constant(_)
            | Self::Question(_)
            | Self::Label(_)
            | Self::Outcome
            | Self::Watch
            | Self::List(_)
            | Self::Arithmetic(..)
            | Self::IfElse(..)
            | Self::Join(..)
            | Self::Length(_)
            | Self::Item(..) => self.evaluate(facts) == Value::Boolean(true),
        }
    }

    /// Calls `visit` with every question whose answer, label or state is read, and with `outcome` and `watch`; `values` are
    /// the named values.
    pub fn each_name<'a>(&'a self, values: &'a [Late<Expression>], visit: &mut dyn FnMut(&'a str)) {
        match self {
            Self::Constant(_) => {}
            Self::Question(id) | Self::Label(id) | Self::Answered(id) | Self::Skipped(id) => visit(id),
            Self::Outcome => visit("outcome"),
            Self::Watch => visit("watch"),
            _ => self.each_part(values, &mut |part| part.each_name(values, visit)),
        }
    }

    /// How many steps an evaluation takes at most: the nodes of the tree, each named value as often as it is read.
    pub(crate) fn steps(&self, values: &[Late<Expression>]) -> usize {
        let mut steps = 1;
        self.each_part(values, &mut |part| steps += part.steps(values));
        steps
    }

    /// Calls `visit` with each expression that this one is made of.
    fn each_part<'a>(&'a self, values: &'a [Late<Expression>], visit: &mut dyn FnMut(&'a Expression)) {
        match self {
            Self::Constant(_)
            | Self::Question(_)
            | Self::Label(_)
            | Self::Outcome
            | Self::Watch
            | Self::Answered(_)
            | Self::Skipped(_) => {}
            Self::Named(place) => named(values, *place).into_iter().for_each(visit),
            Self::Not(inner) | Self::Length(inner) | Self::Item(inner, _) => visit(inner),
            Self::List(items) => {
                for item in items {
                    visit(item);
                }
            }
            Self::And(left, right)
            | Self::Or(left, right)
            | Self::Join(left, right)
            | Self::Arithmetic(_, left, right) => {
                visit(left);
                visit(right);
            }
            Self::Compare(first, rest) => {
                visit(first);
                for (_, operand) in rest {
                    visit(operand);
                }
            }
            Self::IfElse(condition, then, otherwise) => {
                for part in [condition, then, otherwise] {
                    visit(part);
                }
            }
        }
    }

    /// Whether a question that this reads has no answer.
    fn reads_unanswered(&self, facts: &dyn Facts) -> bool {
        // By far the most common ones.
        match self {
            Self::Constant(_) => return false,
            Self::Question(id) => return facts.answer(id).is_none(),
            _ => {}
        }
        let mut unanswered = false;
        self.each_name(facts.values(), &mut |name| {
            unanswered |= name != "outcome" && name != "watch" && facts.answer(name).is_none();
        });
        unanswered
    }
}

/// The named value at a place.
fn named(values: &[Late<Expression>], place: usize) -> Option<&Expression> {
    values.get(place).map(|value| &**value)
}

/// Whether every link of the chain `a < b < c` holds. One that reads an unanswered question does not, whatever its operator;
/// only the list on the right of `in` may be unanswered, and is then empty.
fn compare_all(first: &Expression, rest: &[(Comparison, Expression)], facts: &dyn Facts) -> bool {
    let mut left = first;
    for (comparison, right) in rest {
        let is_list = matches!(comparison, Comparison::In | Comparison::NotIn);
        if left.reads_unanswered(facts) || (!is_list && right.reads_unanswered(facts)) {
            return false;
        }
        if !compare(*comparison, &left.evaluate(facts), &right.evaluate(facts)) {
            return false;
        }
        left = right;
    }
    true
}

fn compare(comparison: Comparison, left: &Value<'_>, right: &Value<'_>) -> bool {
    match comparison {
        Comparison::In => contains(right, left),
        Comparison::NotIn => !contains(right, left),
        _ if *left == Value::None || *right == Value::None => false,
        Comparison::Equal => left == right,
        Comparison::NotEqual => left != right,
        Comparison::Less => order(left, right) == Some(std::cmp::Ordering::Less),
        Comparison::LessOrEqual => order(left, right).is_some_and(std::cmp::Ordering::is_le),
        Comparison::Greater => order(left, right) == Some(std::cmp::Ordering::Greater),
        Comparison::GreaterOrEqual => order(left, right).is_some_and(std::cmp::Ordering::is_ge),
    }
}

fn contains(list: &Value<'_>, item: &Value<'_>) -> bool {
    matches!(list, Value::List(items) if items.contains(item))
}

fn order(left: &Value<'_>, right: &Value<'_>) -> Option<std::cmp::Ordering> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.partial_cmp(right),
        _ => None,
    }
}

/// A number, or none when an operand is none or there is no such number, as with a division by zero.
fn calculate(operation: Arithmetic, left: &Value<'_>, right: &Value<'_>) -> Value<'static> {
    let (Value::Number(left), Value::Number(right)) = (left, right) else { return Value::None };
    let result = match operation {
        Arithmetic::Add => left + right,
        Arithmetic::Subtract => left - right,
        Arithmetic::Multiply => left * right,
        Arithmetic::Divide => left / right,
        Arithmetic::FloorDivide => (left / right).floor(),
        Arithmetic::Remainder => left.rem_euclid(*right),
    };
    if result.is_finite() { Value::Number(result) } else { Value::None }
}

impl Value<'_> {
    /// This as it reads inside a text: none and an empty list are nothing, a whole number has no point.
    pub fn into_text(self) -> String {
        match self {
            Self::None => String::new(),
            Self::Boolean(true) => "yes".to_owned(),
            Self::Boolean(false) => "no".to_owned(),
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.into_owned(),
            Self::List(items) => items.into_iter().map(Self::into_text).collect::<Vec<_>>().join(", "),
        }
    }
}

impl<'a> From<&'a Answer> for Value<'a> {
    fn from(answer: &'a Answer) -> Self {
        match answer {
            Answer::Choice(text) | Answer::Text(text) => Self::Text(text.into()),
            Answer::Choices(values) => {
                Self::List(values.iter().map(|value| Self::Text(value.into())).collect())
            }
            #[expect(clippy::cast_precision_loss, reason = "scales are checked to be small")]
            Answer::Number(number) => Self::Number(*number as f64),
            Answer::YesNo(yes) => Self::Boolean(*yes),
        }
    }
}
