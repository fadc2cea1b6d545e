//! Comparisons, and what is wrong with them: a choice that does not exist, a number in quotes, a number off the scale.

use super::{
    Comparison, Expression, Type, Value,
    lower::{Lowered, Lowering, boolean},
};
use crate::diagnostic::did_you_mean;
use minijinja::machinery::ast::Expr;

impl Lowering<'_> {
    pub(super) fn comparison(&mut self, first: &Expr<'_>, rest: &[(Comparison, &Expr<'_>)]) -> Lowered {
        let start = self.expression(first);
        let (mut left, mut left_kind, mut left_parsed) = (start.expression.clone(), start.kind, first);
        let mut links = Vec::with_capacity(rest.len());
        for (comparison, parsed) in rest {
            let right = self.expression(parsed);
            self.check_link(
                *comparison,
                (&left, &left_kind, left_parsed),
                (&right.expression, &right.kind, parsed),
            );
            links.push((*comparison, right.expression.clone()));
            (left, left_kind, left_parsed) = (right.expression, right.kind, parsed);
        }
        boolean(Expression::Compare(Box::new(start.expression), links))
    }

    fn check_link(
        &mut self,
        comparison: Comparison,
        left: (&Expression, &Type, &Expr<'_>),
        right: (&Expression, &Type, &Expr<'_>),
    ) {
        if *left.1 == Type::Nothing || *right.1 == Type::Nothing {
            return;
        }
        match comparison {
            Comparison::In | Comparison::NotIn => self.check_membership(left, right),
            Comparison::Equal | Comparison::NotEqual => {
                self.check_word(left.1, right);
                self.check_word(right.1, left);
                self.check_same(left, right);
            }
            _ => {
                for (_, kind, parsed) in [left, right] {
                    if *kind != Type::Number {
                        let message =
                            format!("`<` and `>` compare numbers, and this is {}", kind.described());
                        self.fault("compares-different-kinds", parsed.span(), message);
                    }
                }
                self.check_range(left.0, right);
                self.check_range(right.0, left);
            }
        }
    }

    fn check_membership(
        &mut self,
        left: (&Expression, &Type, &Expr<'_>),
        right: (&Expression, &Type, &Expr<'_>),
    ) {
        match right.1 {
            Type::Words(_) => self.check_word(right.1, left),
            Type::List => {
                if let (Expression::List(items), Expr::List(list)) = (right.0, right.2) {
                    for (item, parsed) in items.iter().zip(&list.items) {
                        let kind = literal_kind(item);
                        self.check_word(left.1, (item, &kind, parsed));
                        self.check_same(left, (item, &kind, parsed));
                    }
                }
            }
            kind => {
                let message = format!("`in` looks inside a list, and this is {}", kind.described());
                self.fault("in-needs-a-list", right.2.span(), message).help =
                    Some("write `question == 'value'`, or `question in ['one', 'two']`".to_owned());
            }
        }
    }

    /// A literal word that is compared with a choice must be one of its values.
    fn check_word(&mut self, kind: &Type, other: (&Expression, &Type, &Expr<'_>)) {
        let (Type::Word(words) | Type::Words(words)) = kind else { return };
        // Where there are no choices at all, that is the fault, and was said.
        if let (Expression::Constant(Value::Text(word)), Type::Text) = (other.0, other.1)
            && !words.is_empty()
            && !words.iter().any(|known| known == word)
        {
            let help = did_you_mean(word, words.iter().map(String::as_str))
                .or_else(|| Some(format!("there are: {}", words.join(", "))));
            self.fault("unknown-choice", other.2.span(), format!("there is no choice `{word}`")).help = help;
        }
    }

    fn check_same(&mut self, left: (&Expression, &Type, &Expr<'_>), right: (&Expression, &Type, &Expr<'_>)) {
        let family = |kind: &Type| match kind {
            Type::Boolean => 0,
            Type::Number => 1,
            Type::Word(_) | Type::Text => 2,
            Type::Words(_) | Type::List => 3,
            Type::Nothing => 4,
        };
        if family(left.1) != family(right.1) {
            let message = format!("this compares {} with {}", left.1.described(), right.1.described());
            let fault = self.fault("compares-different-kinds", right.2.span(), message);
            if matches!((left.1, right.0), (Type::Number, Expression::Constant(Value::Text(_)))) {
                fault.help = Some("write the number without quotes".to_owned());
            }
        }
        self.check_range(left.0, right);
        self.check_range(right.0, left);
    }

    /// A number off the scale that it is compared with makes the comparison the same for everybody.
    fn check_range(&mut self, question: &Expression, other: (&Expression, &Type, &Expr<'_>)) {
        let (Expression::Question(id), Expression::Constant(Value::Number(number))) = (question, other.0)
        else {
            return;
        };
        let Some((low, high)) = self.scope.questions.get(&**id).and_then(|shape| shape.range) else { return };
        #[expect(clippy::cast_precision_loss, reason = "scales are checked to be small")]
        if *number < low as f64 || *number > high as f64 {
            let message = format!("{number} is not on the scale of `{id}`, which goes from {low} to {high}");
            self.fault("off-the-scale", other.2.span(), message);
        }
    }
}

fn literal_kind(expression: &Expression) -> Type {
    match expression {
        Expression::Constant(Value::Boolean(_)) => Type::Boolean,
        Expression::Constant(Value::Number(_)) => Type::Number,
        Expression::Constant(Value::Text(_)) => Type::Text,
        _ => Type::Nothing,
    }
}
