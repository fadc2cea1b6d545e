//! From what minijinja's parser read to an [`Expression`], with every fault on the way and its place.

use super::{Arithmetic, Comparison, Expression, Scope, Type, Value};
use crate::diagnostic::{Diagnostic, Place, did_you_mean};
use minijinja::{
    Value as Literal,
    machinery::{
        Span,
        ast::{BinOpKind, CompareOpKind, Expr, UnaryOpKind},
        parse_expr,
    },
    value::ValueKind,
};
use std::{ops::Range, sync::Arc};

/// Longer expressions are a mistake, and would make a tree too deep to walk.
const LONGEST_EXPRESSION: usize = 2_000;

/// The most steps that one evaluation may take, those of named values included.
const MOST_STEPS: usize = 10_000;

/// An expression and what it yields.
pub(crate) struct Lowered {
    pub(crate) expression: Expression,
    pub(crate) kind: Type,
}

/// Parses and checks `text`, which stands at `place`. `None` when a fault was added to `faults`.
pub(crate) fn lower(
    text: &str,
    place: &Place,
    scope: &Scope,
    faults: &mut Vec<Diagnostic>,
) -> Option<Lowered> {
    if text.len() > LONGEST_EXPRESSION {
        let message = format!("an expression has at most {LONGEST_EXPRESSION} letters");
        let fault = Diagnostic::error("long-expression", place, message);
        faults.push(fault.help("give parts of it names in `[values]`"));
        return None;
    }
    match parse_expr(text) {
        Ok(parsed) => lower_parsed(&parsed, text, place, scope, faults),
        Err(error) => {
            let at = error.range().map_or_else(|| place.clone(), |range| place.inside(text, range));
            let detail = match error.detail() {
                Some(detail) if detail.contains("recursion") => "its brackets are nested too deep",
                Some(detail) => detail,
                None => "this is not an expression",
            };
            let mut fault =
                Diagnostic::error("bad-expression", &at, format!("this cannot be read: {detail}"));
            if text.contains(" = ") {
                fault = fault.help("write `==` to compare");
            }
            faults.push(fault);
            None
        }
    }
}

/// The same for what was parsed already, out of `text` at `place`.
pub(crate) fn lower_parsed(
    parsed: &Expr<'_>,
    text: &str,
    place: &Place,
    scope: &Scope,
    faults: &mut Vec<Diagnostic>,
) -> Option<Lowered> {
    let before = faults.len();
    let mut lowering = Lowering { text, place, scope, faults };
    let lowered = lowering.expression(parsed);
    let steps = lowered.expression.steps(&scope.expressions);
    if steps > MOST_STEPS {
        let message = format!("this takes {steps} steps to work out, and {MOST_STEPS} are the most");
        let fault = Diagnostic::error("too-many-steps", place, message);
        faults.push(fault.help("values that read each other twice and more grow fast: write it simpler"));
    }
    (faults.len() == before).then_some(lowered)
}

/// One expression on its way from what was parsed to a tree.
pub(super) struct Lowering<'a> {
    text: &'a str,
    place: &'a Place,
    pub(super) scope: &'a Scope,
    faults: &'a mut Vec<Diagnostic>,
}

/// Stands in for what could not be read; a fault says why.
fn nothing() -> Lowered {
    Lowered { expression: Expression::Constant(Value::None), kind: Type::Nothing }
}

pub(super) fn boolean(expression: Expression) -> Lowered {
    Lowered { expression, kind: Type::Boolean }
}

impl Lowering<'_> {
    fn at(&self, span: Span) -> Place {
        self.place
            .inside(self.text, Range { start: span.start_offset as usize, end: span.end_offset as usize })
    }

    pub(super) fn fault(&mut self, code: &'static str, span: Span, message: String) -> &mut Diagnostic {
        let place = self.at(span);
        self.faults.push(Diagnostic::error(code, &place, message));
        let last = self.faults.len() - 1;
        &mut self.faults[last]
    }

    fn unsupported(&mut self, span: Span, what: &str) -> Lowered {
        self.fault("not-in-conditions", span, format!("{what} cannot be used here")).help = Some(
            "use question ids, comparisons, `in`, `and`, `or`, `not`, numbers and quoted words".to_owned(),
        );
        nothing()
    }

    pub(super) fn expression(&mut self, parsed: &Expr<'_>) -> Lowered {
        match parsed {
            Expr::Const(constant) => self.constant(&constant.value, parsed.span()),
            Expr::Var(name) => self.name(name.id, parsed.span()),
            Expr::UnaryOp(operation) => match operation.op {
                UnaryOpKind::Not => self.not(&operation.expr, parsed.span()),
                UnaryOpKind::Neg => {
                    let negated = match self.number(&operation.expr) {
                        Expression::Constant(Value::Number(number)) => {
                            Expression::Constant(Value::Number(-number))
                        }
                        operand => {
                            let zero = Expression::Constant(Value::Number(0.0));
                            Expression::Arithmetic(Arithmetic::Subtract, Box::new(zero), Box::new(operand))
                        }
                    };
                    Lowered { expression: negated, kind: Type::Number }
                }
            },
            Expr::BinOp(operation) => {
                self.binary(operation.op, &operation.left, &operation.right, parsed.span())
            }
            Expr::Compare(chain) => {
                let links: Vec<_> = chain.ops.iter().map(|link| (comparison(link.op), &link.expr)).collect();
                self.comparison(&chain.expr, &links)
            }
            Expr::IfExpr(choice) => {
                let condition = self.boolean(&choice.test_expr);
                let then = self.expression(&choice.true_expr);
                let otherwise = match &choice.false_expr {
                    Some(parsed) => self.expression(parsed),
                    None => nothing(),
                };
                let kind = if then.kind == otherwise.kind { then.kind } else { Type::Text };
                let branches =
                    (Box::new(condition), Box::new(then.expression), Box::new(otherwise.expression));
                Lowered { expression: Expression::IfElse(branches.0, branches.1, branches.2), kind }
            }
            Expr::List(list) => self.list(&list.items),
            Expr::Tuple(tuple) => self.list(&tuple.items),
            Expr::Test(test) => self.test(test.name, &test.expr, !test.args.is_empty(), parsed.span()),
            Expr::Filter(filter) => match (filter.name, &filter.expr, filter.args.is_empty()) {
                ("length", Some(operand), true) => self.length(operand),
                (name, ..) => self.unsupported(parsed.span(), &format!("the filter `{name}`")),
            },
            Expr::GetItem(item) => self.item(&item.expr, &item.subscript_expr, parsed.span()),
            Expr::GetAttr(attribute) => self.label(&attribute.expr, attribute.name, parsed.span()),
            Expr::Call(_) => self.unsupported(parsed.span(), "a call"),
            Expr::Slice(_) => self.unsupported(parsed.span(), "a slice"),
            Expr::Map(_) => self.unsupported(parsed.span(), "a map"),
        }
    }

    fn constant(&mut self, literal: &Literal, span: Span) -> Lowered {
        let (value, kind) = match literal.kind() {
            ValueKind::Bool => (Value::Boolean(literal.is_true()), Type::Boolean),
            ValueKind::Number => {
                (f64::try_from(literal.clone()).map_or(Value::None, Value::Number), Type::Number)
            }
            ValueKind::String => {
                (Value::Text(literal.as_str().unwrap_or_default().to_owned().into()), Type::Text)
            }
            _ => {
                self.fault("compares-with-none", span, "nothing is ever equal to none".to_owned()).help =
                    Some("write `question is answered` or `question is not answered`".to_owned());
                return nothing();
            }
        };
        Lowered { expression: Expression::Constant(value), kind }
    }

    fn name(&mut self, name: &str, span: Span) -> Lowered {
        let scope = self.scope;
        if let Some((place, kind)) = scope.values.get(name) {
            let mut later = None;
            scope.expressions[*place].each_name(&scope.expressions, &mut |read| {
                if later.is_none() && !scope.is_earlier(read) {
                    later = Some(read.to_owned());
                }
            });
            if let Some(read) = later {
                let message = format!("`{name}` reads `{read}`, which is not answered yet at this place");
                self.fault("reads-later-question", span, message);
            }
            return Lowered { expression: Expression::Named(*place), kind: kind.clone() };
        }
        match name {
            "outcome" => {
                Lowered { expression: Expression::Outcome, kind: Type::Word(Arc::clone(&scope.outcomes)) }
            }
            "watch" => Lowered {
                expression: Expression::Watch,
                kind: Type::Word(["none", "soft", "sharp"].map(String::from).into()),
            },
            _ => match self.question(name, span) {
                Some(kind) => Lowered { expression: Expression::Question(name.into()), kind },
                None => nothing(),
            },
        }
    }

    /// The type of a question's answer, if there is such a question and it is asked before this place.
    fn question(&mut self, name: &str, span: Span) -> Option<Type> {
        let Some(shape) = self.scope.questions.get(name) else {
            let help = did_you_mean(name, self.scope.names());
            self.fault("unknown-question", span, format!("no question or value is called `{name}`")).help =
                help;
            return None;
        };
        let kind = shape.answer.clone();
        if !self.scope.is_earlier(name) {
            let message = format!("`{name}` is not answered yet at this place");
            self.fault("reads-later-question", span, message).help =
                Some("a condition can read only questions that are asked before it".to_owned());
        }
        Some(kind)
    }

    fn not(&mut self, operand: &Expr<'_>, span: Span) -> Lowered {
        // `a not in b` and `not a in b` parse to the same tree; only the first one's spans are the same.
        if let Expr::BinOp(inner) = operand
            && matches!(inner.op, BinOpKind::In)
            && operand.span().start_offset == span.start_offset
        {
            return self.comparison(&inner.left, &[(Comparison::NotIn, &inner.right)]);
        }
        let inner = self.boolean(operand);
        boolean(Expression::Not(Box::new(inner)))
    }

    fn binary(&mut self, operation: BinOpKind, left: &Expr<'_>, right: &Expr<'_>, span: Span) -> Lowered {
        let comparison = match operation {
            BinOpKind::Eq => Comparison::Equal,
            BinOpKind::Ne => Comparison::NotEqual,
            BinOpKind::Lt => Comparison::Less,
            BinOpKind::Lte => Comparison::LessOrEqual,
            BinOpKind::Gt => Comparison::Greater,
            BinOpKind::Gte => Comparison::GreaterOrEqual,
            BinOpKind::In => Comparison::In,
            BinOpKind::ScAnd => {
                let operands = (self.boolean(left), self.boolean(right));
                return boolean(Expression::And(Box::new(operands.0), Box::new(operands.1)));
            }
            BinOpKind::ScOr => {
                let operands = (self.boolean(left), self.boolean(right));
                return boolean(Expression::Or(Box::new(operands.0), Box::new(operands.1)));
            }
            BinOpKind::Concat => {
                let operands = (self.expression(left).expression, self.expression(right).expression);
                let joined = Expression::Join(Box::new(operands.0), Box::new(operands.1));
                return Lowered { expression: joined, kind: Type::Text };
            }
            BinOpKind::Pow => return self.unsupported(span, "a power"),
            BinOpKind::Add => return self.arithmetic(Arithmetic::Add, left, right),
            BinOpKind::Sub => return self.arithmetic(Arithmetic::Subtract, left, right),
            BinOpKind::Mul => return self.arithmetic(Arithmetic::Multiply, left, right),
            BinOpKind::Div => return self.arithmetic(Arithmetic::Divide, left, right),
            BinOpKind::FloorDiv => return self.arithmetic(Arithmetic::FloorDivide, left, right),
            BinOpKind::Rem => return self.arithmetic(Arithmetic::Remainder, left, right),
        };
        self.comparison(left, &[(comparison, right)])
    }

    fn arithmetic(&mut self, operation: Arithmetic, left: &Expr<'_>, right: &Expr<'_>) -> Lowered {
        let (first, second) = (self.number(left), self.number(right));
        let divides =
            matches!(operation, Arithmetic::Divide | Arithmetic::FloorDivide | Arithmetic::Remainder);
        if divides && second == Expression::Constant(Value::Number(0.0)) {
            self.fault("divides-by-zero", right.span(), "this divides by zero".to_owned());
        }
        let expression = Expression::Arithmetic(operation, Box::new(first), Box::new(second));
        Lowered { expression, kind: Type::Number }
    }

    fn list(&mut self, items: &[Expr<'_>]) -> Lowered {
        let items = items.iter().map(|item| self.expression(item).expression).collect();
        Lowered { expression: Expression::List(items), kind: Type::List }
    }

    fn test(&mut self, name: &str, operand: &Expr<'_>, has_arguments: bool, span: Span) -> Lowered {
        if has_arguments || !matches!(name, "answered" | "skipped") {
            let help = did_you_mean(name, ["answered", "skipped"]);
            self.fault("unknown-test", span, format!("there is no test `is {name}`")).help =
                help.or_else(|| Some("there are `is answered` and `is skipped`".to_owned()));
            return nothing();
        }
        let Expr::Var(question) = operand else {
            return self.unsupported(span, "a test of anything but a question");
        };
        if self.question(question.id, operand.span()).is_none() {
            return nothing();
        }
        let id = question.id.to_owned();
        boolean(if name == "answered" {
            Expression::Answered(id.into())
        } else {
            Expression::Skipped(id.into())
        })
    }

    fn length(&mut self, operand: &Expr<'_>) -> Lowered {
        let list = self.expression(operand);
        if !matches!(list.kind, Type::Words(_) | Type::List | Type::Nothing) {
            let message = format!("`length` counts a list, and this is {}", list.kind.described());
            self.fault("length-needs-a-list", operand.span(), message);
        }
        Lowered { expression: Expression::Length(Box::new(list.expression)), kind: Type::Number }
    }

    fn item(&mut self, list: &Expr<'_>, index: &Expr<'_>, span: Span) -> Lowered {
        let Expr::Const(constant) = index else {
            return self.unsupported(span, "an index that is no number");
        };
        let Ok(index) = usize::try_from(constant.value.clone()) else {
            return self.unsupported(span, "an index that is not a whole number from 0");
        };
        let list = self.expression(list);
        let kind = match list.kind {
            Type::Words(words) => Type::Word(words),
            Type::List => Type::Text,
            Type::Nothing => return nothing(),
            other => {
                let message = format!("only a list has items, and this is {}", other.described());
                self.fault("item-needs-a-list", span, message);
                return nothing();
            }
        };
        Lowered { expression: Expression::Item(Box::new(list.expression), index), kind }
    }

    fn label(&mut self, holder: &Expr<'_>, name: &str, span: Span) -> Lowered {
        if !matches!(holder, Expr::Var(variable) if variable.id == "labels") {
            return self.unsupported(span, "an attribute");
        }
        match self.question(name, span) {
            Some(_) => Lowered { expression: Expression::Label(name.into()), kind: Type::Text },
            None => nothing(),
        }
    }

    fn boolean(&mut self, parsed: &Expr<'_>) -> Expression {
        let lowered = self.expression(parsed);
        self.must_be(&lowered.kind, &Type::Boolean, parsed.span());
        lowered.expression
    }

    fn number(&mut self, parsed: &Expr<'_>) -> Expression {
        let lowered = self.expression(parsed);
        self.must_be(&lowered.kind, &Type::Number, parsed.span());
        lowered.expression
    }

    fn must_be(&mut self, kind: &Type, wanted: &Type, span: Span) {
        if kind != wanted && *kind != Type::Nothing {
            let message = format!("this must be {}, and it is {}", wanted.described(), kind.described());
            let help = match kind {
                Type::Words(_) => Some("write `question is answered`, or `'value' in question`"),
                Type::Word(_) => Some("write `question == 'value'`"),
                _ => None,
            };
            self.fault("not-true-or-false", span, message).help = help.map(String::from);
        }
    }
}

fn comparison(kind: CompareOpKind) -> Comparison {
    match kind {
        CompareOpKind::Eq => Comparison::Equal,
        CompareOpKind::Ne => Comparison::NotEqual,
        CompareOpKind::Lt => Comparison::Less,
        CompareOpKind::Lte => Comparison::LessOrEqual,
        CompareOpKind::Gt => Comparison::Greater,
        CompareOpKind::Gte => Comparison::GreaterOrEqual,
        CompareOpKind::In => Comparison::In,
        CompareOpKind::NotIn => Comparison::NotIn,
    }
}
