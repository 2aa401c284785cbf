// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/stages/filtersteps.h"

#include "models/query/logql/scan/iprange.h"
#include "models/query/logql/scan/linepattern.h"
#include "models/query/logql/syntax/quantities.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstring>

namespace wf::query::logql {

using namespace Qt::StringLiterals;

namespace {

constexpr std::string_view filterError = "LabelFilterErr";

base::Error wrongAddress(const std::string &range)
{
    return base::makeError(base::ErrorKind::Invalid,
                           u"ip(\"%1\") is no address, range or network: write 192.168.0.1, "
                           u"192.168.0.1-192.168.0.9 or 192.168.0.0/16"_s.arg(QString::fromStdString(range)));
}

bool contains(std::string_view text, std::string_view needle)
{
    return needle.empty() || ::memmem(text.data(), text.size(), needle.data(), needle.size()) != nullptr;
}

// One text of a line filter.
struct LineTerm {
    std::string text;
    std::shared_ptr<const re2::RE2> regex;
    std::optional<LinePattern> pattern;
    std::optional<IpRange> ip;

    [[nodiscard]] bool matches(std::string_view line) const
    {
        if (ip)
            return ip->occursIn(line);
        if (pattern)
            return pattern->matches(line);
        if (regex)
            return re2::RE2::PartialMatch(re2::StringPiece(line.data(), line.size()), *regex);
        return contains(line, text);
    }
};

class LineFilterStep final : public Step {
public:
    LineFilterStep(std::vector<LineTerm> terms, bool isNegative) : m_terms(std::move(terms)), m_isNegative(isNegative)
    {
    }
    bool process(LineState &line) const override
    {
        return std::ranges::any_of(m_terms, [&](const LineTerm &t) { return t.matches(line.text); }) != m_isNegative;
    }

private:
    std::vector<LineTerm> m_terms;
    bool m_isNegative;
};

base::Result<LineTerm> compileTerm(LineFilterOp op, const LineFilter::Term &term)
{
    LineTerm out;
    if (term.isIp) {
        out.ip = IpRange::parse(term.text);
        if (!out.ip)
            return wrongAddress(term.text);
    } else if (op == LineFilterOp::Matches || op == LineFilterOp::NotMatches) {
        re2::RE2::Options options;
        options.set_log_errors(false);
        out.regex = std::make_shared<re2::RE2>(term.text, options);
        if (!out.regex->ok())
            return base::makeError(base::ErrorKind::Invalid,
                                   u"the regular expression \"%1\" cannot be used: %2"_s.arg(
                                       QString::fromStdString(term.text), QString::fromStdString(out.regex->error())));
    } else if (op == LineFilterOp::Pattern || op == LineFilterOp::NotPattern) {
        auto pattern = LinePattern::forFilter(term.text);
        if (!pattern)
            return pattern.error();
        out.pattern = std::move(*pattern);
    } else {
        out.text = term.text;
    }
    return out;
}

// --- label filters ---
class MatcherStep final : public Step {
public:
    explicit MatcherStep(signals::LabelMatcher matcher) : m_matcher(std::move(matcher)) {}
    bool process(LineState &line) const override { return m_matcher.matches(line.labels.value(m_matcher.name())); }
    void addNeeds(std::vector<std::string> &names) const override { names.push_back(m_matcher.name()); }

private:
    signals::LabelMatcher m_matcher;
};

class NumberStep final : public Step {
public:
    explicit NumberStep(NumberTest test) : m_test(std::move(test)) {}
    bool process(LineState &line) const override
    {
        if (!line.labels.has(m_test.label))
            return false;
        const auto text = line.labels.value(m_test.label);
        const auto value = valueOf(text);
        if (!value) {
            // The filter lets through what it does not understand, with a word about it.
            if (!line.labels.hasError())
                line.labels.setError(filterError, problemWith(text));
            return true;
        }
        switch (m_test.op) {
        case CompareOp::Equal:
            return *value == m_test.value;
        case CompareOp::NotEqual:
            return *value != m_test.value;
        case CompareOp::Greater:
            return *value > m_test.value;
        case CompareOp::GreaterEqual:
            return *value >= m_test.value;
        case CompareOp::Less:
            return *value < m_test.value;
        case CompareOp::LessEqual:
            return *value <= m_test.value;
        }
        return true;
    }
    void addNeeds(std::vector<std::string> &names) const override { names.push_back(m_test.label); }

private:
    [[nodiscard]] std::optional<double> valueOf(std::string_view text) const
    {
        if (m_test.unit == NumberTest::Unit::None)
            return parseGoFloat(text);
        if (m_test.unit == NumberTest::Unit::Bytes)
            return parseByteSize(text);
        return parseGoDuration(text);
    }
    [[nodiscard]] std::string problemWith(std::string_view text) const
    {
        if (m_test.unit == NumberTest::Unit::None)
            return floatProblem(text);
        return m_test.unit == NumberTest::Unit::Bytes ? byteSizeProblem(text) : durationProblem(text);
    }
    NumberTest m_test;
};

class IpStep final : public Step {
public:
    IpStep(std::string label, IpRange range, bool isNegated)
        : m_label(std::move(label)), m_range(range), m_isNegated(isNegated)
    {
    }
    bool process(LineState &line) const override
    {
        if (line.labels.hasError())
            return true; // only texts are compared after an error
        return line.labels.has(m_label) && m_range.occursIn(line.labels.value(m_label)) != m_isNegated;
    }
    void addNeeds(std::vector<std::string> &names) const override { names.push_back(m_label); }

private:
    std::string m_label;
    IpRange m_range;
    bool m_isNegated;
};

class BothStep final : public Step {
public:
    BothStep(StepPtr left, StepPtr right, bool isOr) : m_left(std::move(left)), m_right(std::move(right)), m_isOr(isOr)
    {
    }
    bool process(LineState &line) const override
    {
        const bool left = m_left->process(line);
        if (m_isOr && left)
            return true;
        const bool right = m_right->process(line); // also for the errors it finds
        return m_isOr ? right : left && right;
    }
    void addNeeds(std::vector<std::string> &names) const override
    {
        m_left->addNeeds(names);
        m_right->addNeeds(names);
    }

private:
    StepPtr m_left, m_right;
    bool m_isOr;
};

struct FilterCompiler {
    base::Result<StepPtr> operator()(const signals::LabelMatcher &matcher) const
    {
        return StepPtr(std::make_shared<MatcherStep>(matcher));
    }
    base::Result<StepPtr> operator()(const NumberTest &test) const
    {
        return StepPtr(std::make_shared<NumberStep>(test));
    }
    base::Result<StepPtr> operator()(const IpTest &test) const
    {
        const auto range = IpRange::parse(test.range);
        if (!range)
            return wrongAddress(test.range);
        return StepPtr(std::make_shared<IpStep>(test.label, *range, test.isNegated));
    }
    base::Result<StepPtr> operator()(const BothTests &both) const
    {
        auto left = compileStep(both.left);
        if (!left)
            return left;
        auto right = compileStep(both.right);
        if (!right)
            return right;
        return StepPtr(std::make_shared<BothStep>(std::move(*left), std::move(*right), both.isOr));
    }
};

class ChoiceStep final : public Step {
public:
    explicit ChoiceStep(LabelChoice choice) : m_choice(std::move(choice)) {}
    bool process(LineState &line) const override
    {
        if (m_choice.keeps)
            keep(line.labels);
        else
            for (const auto &choice : m_choice.choices)
                drop(line.labels, choice);
        return true;
    }

private:
    static void drop(LineLabels &labels, const LabelChoice::Choice &choice)
    {
        if (choice.matcher && !choice.matcher->matches(labels.value(choice.name)))
            return;
        if (choice.name == errorLabel)
            labels.clearError();
        else if (choice.name == errorDetailsLabel)
            labels.clearErrorDetails();
        else
            labels.remove(choice.name);
    }
    void keep(LineLabels &labels) const
    {
        std::vector<LineLabels::Label> all;
        labels.all(all);
        for (const auto &label : all) {
            const bool isKept = label.name == errorLabel || label.name == errorDetailsLabel ||
                                std::ranges::any_of(m_choice.choices, [&](const LabelChoice::Choice &c) {
                                    return c.name == label.name && (!c.matcher || c.matcher->matches(label.value));
                                });
            if (!isKept)
                labels.remove(label.name);
        }
    }
    LabelChoice m_choice;
};

// Terminals' escape sequences for colours and movement.
class DecolorizeStep final : public Step {
public:
    DecolorizeStep()
    {
        re2::RE2::Options options;
        options.set_log_errors(false);
        m_regex = std::make_shared<re2::RE2>("[\\x{1B}\\x{9B}][\\[\\]()#;?]*(?:(?:(?:[a-zA-Z\\d]*(?:;[a-zA-Z\\d]*)*)?"
                                             "\\x07)|(?:(?:\\d{1,4}(?:;\\d{0,4})*)?[\\dA-PRZcf-ntqry=><~]))",
                                             options);
    }
    bool process(LineState &line) const override
    {
        line.scratch = line.text;
        if (re2::RE2::GlobalReplace(&line.scratch, *m_regex, "") > 0)
            line.text = line.labels.keep(line.scratch);
        return true;
    }

private:
    std::shared_ptr<const re2::RE2> m_regex;
};

} // namespace

base::Result<StepPtr> compileStep(const LineFilter &filter)
{
    std::vector<LineTerm> terms;
    for (const auto &term : filter.terms) {
        auto compiled = compileTerm(filter.op, term);
        if (!compiled)
            return compiled.error();
        terms.push_back(std::move(*compiled));
    }
    return StepPtr(std::make_shared<LineFilterStep>(std::move(terms), isNegative(filter.op)));
}

base::Result<StepPtr> compileStep(const LabelFilterPtr &filter)
{
    return std::visit(FilterCompiler{}, filter->test);
}

base::Result<StepPtr> compileStep(const LabelFilterStage &stage)
{
    return compileStep(stage.filter);
}

base::Result<StepPtr> compileStep(const LabelChoice &choice)
{
    return StepPtr(std::make_shared<ChoiceStep>(choice));
}

base::Result<StepPtr> compileStep(const Decolorize &)
{
    return StepPtr(std::make_shared<DecolorizeStep>());
}

} // namespace wf::query::logql
