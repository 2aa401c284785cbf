// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/syntax/printer.h"

#include "models/query/logql/syntax/quantities.h"
#include "models/query/logql/syntax/words.h"
#include "models/query/promql/text/gotext.h"

namespace wf::query::logql {

namespace {

template<class Items, class Print>
std::string joined(const Items &items, std::string_view between, Print one)
{
    std::string out;
    for (const auto &item : items) {
        if (!out.empty())
            out += between;
        out += one(item);
    }
    return out;
}

std::string printMatcher(const signals::LabelMatcher &m)
{
    return m.name() + std::string(wordOf(matchWords, m.op())) + goQuoted(m.value());
}

std::string printFilter(const LabelFilter &filter, bool isOutermost = true);

struct FilterPrinter {
    bool isOutermost;
    std::string operator()(const signals::LabelMatcher &m) const { return printMatcher(m); }
    std::string operator()(const NumberTest &t) const
    {
        const std::string value = t.unit == NumberTest::Unit::Duration ? printSpan({static_cast<qint64>(t.value), {}})
                                  : t.unit == NumberTest::Unit::Bytes  ? printByteSize(t.value)
                                                                       : printNumber(t.value);
        return t.label + std::string(wordOf(compareWords, t.op)) + value;
    }
    std::string operator()(const IpTest &t) const
    {
        return t.label + (t.isNegated ? "!=" : "=") + "ip(" + goQuoted(t.range) + ")";
    }
    std::string operator()(const BothTests &t) const
    {
        const std::string inner =
            printFilter(*t.left, false) + (t.isOr ? " or " : " and ") + printFilter(*t.right, false);
        return isOutermost ? inner : "(" + inner + ")";
    }
};

std::string printFilter(const LabelFilter &filter, bool isOutermost)
{
    return std::visit(FilterPrinter{isOutermost}, filter.test);
}

std::string printExtractions(const std::vector<Extraction> &extractions)
{
    return extractions.empty() ? std::string() : " " + joined(extractions, ", ", [](const Extraction &e) {
                                                     return e.name == e.path ? e.name : e.name + "=" + goQuoted(e.path);
                                                 });
}

struct StagePrinter {
    std::string operator()(const LineFilter &f) const
    {
        return std::string(wordOf(lineFilterWords, f.op)) + " " +
               joined(f.terms, " or ", [](const LineFilter::Term &t) {
                   return t.isIp ? "ip(" + goQuoted(t.text) + ")" : goQuoted(t.text);
               });
    }
    std::string operator()(const JsonParser &p) const { return "| json" + printExtractions(p.extractions); }
    std::string operator()(const LogfmtParser &p) const
    {
        return std::string("| logfmt") + (p.isStrict ? " --strict" : "") + (p.keepsEmpty ? " --keep-empty" : "") +
               printExtractions(p.extractions);
    }
    std::string operator()(const PatternParser &p) const { return "| pattern " + goQuoted(p.pattern); }
    std::string operator()(const RegexpParser &p) const { return "| regexp " + goQuoted(p.regex); }
    std::string operator()(const UnpackParser &) const { return "| unpack"; }
    std::string operator()(const LabelFilterStage &s) const { return "| " + printFilter(*s.filter); }
    std::string operator()(const LineFormat &f) const { return "| line_format " + goQuoted(f.pattern); }
    std::string operator()(const LabelFormat &f) const
    {
        return "| label_format " + joined(f.assignments, ", ", [](const LabelFormat::Assignment &a) {
                   return a.name + "=" + (a.isRename ? a.value : goQuoted(a.value));
               });
    }
    std::string operator()(const Decolorize &) const { return "| decolorize"; }
    std::string operator()(const LabelChoice &c) const
    {
        return (c.keeps ? "| keep " : "| drop ") + joined(c.choices, ", ", [](const LabelChoice::Choice &one) {
                   return one.matcher ? printMatcher(*one.matcher) : one.name;
               });
    }
};

std::string printGrouping(const Grouping &grouping)
{
    return (grouping.isWithout ? "without (" : "by (") +
           joined(grouping.labels, ", ", [](const std::string &label) { return label; }) + ")";
}

std::string printRange(const LogRange &range)
{
    std::string out = print(range.selector);
    if (range.unwrap) {
        const auto conversion = wordOf(conversionWords, range.unwrap->conversion);
        out += " | unwrap " +
               (conversion.empty() ? range.unwrap->label : std::string(conversion) + "(" + range.unwrap->label + ")");
        for (const auto &filter : range.unwrap->filters)
            out += " | " + printFilter(*filter);
    }
    out += " [" + printSpan(range.range) + "]";
    if (range.offset)
        out += " offset " + printSpan(*range.offset);
    return out;
}

std::string printMatching(const Binary &b)
{
    const auto list = [](const std::vector<std::string> &labels) {
        return " (" + joined(labels, ", ", [](const std::string &label) { return label; }) + ")";
    };
    std::string out = b.returnsBool ? " bool" : "";
    if (b.matching.isOn || b.matching.isIgnoring)
        out += (b.matching.isOn ? " on" : " ignoring") + list(b.matching.labels);
    if (b.matching.card != Matching::Card::OneToOne) {
        out += b.matching.card == Matching::Card::ManyToOne ? " group_left" : " group_right";
        // Without its own parentheses the operand's could be taken for the list.
        out += list(b.matching.include);
    }
    return out;
}

struct MetricPrinter {
    std::string operator()(const RangeAggregation &a) const
    {
        return std::string(wordOf(rangeOpWords, a.op)) + "(" + (a.parameter ? printNumber(*a.parameter) + ", " : "") +
               printRange(a.range) + ")" + (a.grouping ? " " + printGrouping(*a.grouping) : "");
    }
    std::string operator()(const VectorAggregation &a) const
    {
        return std::string(wordOf(vectorOpWords, a.op)) + (a.grouping ? " " + printGrouping(*a.grouping) + " " : "") +
               "(" + (a.parameter ? std::to_string(*a.parameter) + ", " : "") + print(*a.of) + ")";
    }
    std::string operator()(const Binary &b) const
    {
        return operand(*b.left) + " " + std::string(wordOf(binaryOpWords, b.op)) + printMatching(b) + " " +
               operand(*b.right);
    }
    std::string operator()(const Literal &l) const { return printNumber(l.value); }
    std::string operator()(const VectorLiteral &l) const { return "vector(" + printNumber(l.value) + ")"; }
    std::string operator()(const LabelReplace &r) const
    {
        return "label_replace(" + print(*r.of) + ", " + goQuoted(r.target) + ", " + goQuoted(r.replacement) + ", " +
               goQuoted(r.source) + ", " + goQuoted(r.regex) + ")";
    }

private:
    static std::string operand(const MetricExpr &e)
    {
        return std::holds_alternative<Binary>(e.node) ? "(" + print(e) + ")" : print(e);
    }
};

} // namespace

std::string printSpan(const Span &span)
{
    if (!span.variable.empty())
        return span.variable;
    if (span.ns == 0)
        return "0s";
    static constexpr std::array<std::pair<std::string_view, quint64>, 7> units{{{"d", 86'400'000'000'000},
                                                                                {"h", 3'600'000'000'000},
                                                                                {"m", 60'000'000'000},
                                                                                {"s", 1'000'000'000},
                                                                                {"ms", 1'000'000},
                                                                                {"us", 1'000},
                                                                                {"ns", 1}}};
    quint64 left = span.ns < 0 ? ~static_cast<quint64>(span.ns) + 1 : static_cast<quint64>(span.ns);
    std::string out = span.ns < 0 ? "-" : "";
    for (const auto &[name, ns] : units) {
        if (left >= ns)
            out += std::to_string(left / ns) + std::string(name);
        left %= ns;
    }
    return out;
}

std::string print(const LogSelector &selector)
{
    std::string out = "{" + joined(selector.matchers, ", ", printMatcher) + "}";
    for (const auto &stage : selector.stages)
        out += " " + std::visit(StagePrinter{}, stage);
    return out;
}

std::string print(const MetricExpr &expr)
{
    return std::visit(MetricPrinter{}, expr.node);
}

std::string print(const Expr &expr)
{
    return std::visit([](const auto &node) { return print(node); }, expr.node);
}

} // namespace wf::query::logql
