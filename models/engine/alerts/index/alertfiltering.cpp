// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/index/alertfiltering.h"

#include "models/engine/alerts/index/indextexts_p.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstring>
#include <numeric>
#include <string_view>
#include <unordered_map>

using namespace Qt::StringLiterals;

namespace wf::engine {

namespace {

bool holdsOrder(FilterTerm::Order order, double actual, double wanted)
{
    switch (order) {
    case FilterTerm::Order::More:
        return actual > wanted;
    case FilterTerm::Order::AtLeast:
        return actual >= wanted;
    case FilterTerm::Order::Less:
        return actual < wanted;
    case FilterTerm::Order::AtMost:
        return actual <= wanted;
    }
    return false;
}

template<class Holds>
void keep(std::vector<quint32> &rows, bool negated, Holds holds)
{
    std::erase_if(rows, [&](quint32 row) { return holds(row) == negated; });
}

// Alerts repeat their label values: each is judged once.
template<class Judge>
class ByValue {
public:
    explicit ByValue(Judge judge) : m_judge(std::move(judge)) {}
    bool operator()(std::string_view value)
    {
        const auto [it, fresh] = m_known.try_emplace(value, false);
        if (fresh)
            it->second = m_judge(value);
        return it->second;
    }

private:
    Judge m_judge;
    std::unordered_map<std::string_view, bool> m_known; // views into labels that outlive the question
};

} // namespace

std::vector<quint32> AlertFiltering::rows(const AlertFilter &filter) const
{
    Rows rows;
    auto terms = filter.terms;
    // A text that must be there is one run through the arena: first.
    const auto text = std::find_if(terms.begin(), terms.end(),
                                   [](const FilterTerm &t) { return t.kind == FilterTerm::Kind::Text && !t.negated; });
    if (text != terms.end()) {
        rows = containing(text->text.toStdString());
        terms.erase(text);
    } else {
        rows.resize(m_index.size());
        std::iota(rows.begin(), rows.end(), 0U);
    }
    for (const FilterTerm &term : terms) {
        if (rows.empty())
            break;
        if (term.kind == FilterTerm::Kind::Text)
            keepText(rows, term);
        else if (term.kind == FilterTerm::Kind::Contains)
            keepContains(rows, term);
        else if (term.kind == FilterTerm::Kind::Match)
            keepMatch(rows, term);
        else
            keep(rows, term.negated, [&](quint32 row) { return holdsSimple(row, term); });
    }
    return rows;
}

AlertFiltering::Rows AlertFiltering::containing(const std::string &needle) const
{
    Rows out;
    const IndexTexts &texts = m_index.texts();
    const char *const begin = texts.arena.data();
    const char *const end = begin + texts.arena.size();
    auto from = texts.offset.begin();
    for (const char *at = begin; at < end;) {
        const auto *hit =
            static_cast<const char *>(memmem(at, static_cast<std::size_t>(end - at), needle.data(), needle.size()));
        if (!hit)
            break;
        from = std::upper_bound(from, texts.offset.end(), static_cast<quint32>(hit - begin));
        out.push_back(static_cast<quint32>(from - texts.offset.begin() - 1));
        at = begin + *from;
    }
    return out;
}

void AlertFiltering::keepText(Rows &rows, const FilterTerm &term) const
{
    const std::string needle = term.text.toStdString();
    const IndexTexts &texts = m_index.texts();
    keep(rows, term.negated, [&](quint32 row) {
        const char *const begin = texts.arena.data() + texts.offset[row];
        return memmem(begin, texts.offset[row + 1] - texts.offset[row], needle.data(), needle.size()) != nullptr;
    });
}

void AlertFiltering::keepContains(Rows &rows, const FilterTerm &term) const
{
    if (term.field == "summary"_L1) {
        const auto &summaries = m_index.summaries();
        keep(rows, term.negated, [&](quint32 row) { return summaries[row].contains(term.text, Qt::CaseInsensitive); });
        return;
    }
    if (const auto *column = m_index.texts().column(term.field)) {
        std::vector<bool> holds;
        holds.reserve(column->values.size());
        for (const QString &value : column->values)
            holds.push_back(value.contains(term.text, Qt::CaseInsensitive));
        keep(rows, term.negated, [&](quint32 row) { return holds[column->ids[row]]; });
        return;
    }
    const std::string name = term.field.toStdString();
    ByValue holds([&term](std::string_view value) {
        return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()))
            .contains(term.text, Qt::CaseInsensitive);
    });
    keep(rows, term.negated, [&](quint32 row) { return holds(m_index.alert(row).alert.labels.value(name)); });
}

void AlertFiltering::keepMatch(Rows &rows, const FilterTerm &term) const
{
    const std::string name = term.matcher.name.toStdString();
    const std::string wanted = term.matcher.value.toStdString();
    re2::RE2::Options options(re2::RE2::Quiet);
    options.set_max_mem(1 << 20);
    const re2::RE2 expression(term.matcher.isRegex ? wanted : std::string(), options);
    ByValue holds([&](std::string_view value) {
        const bool same = term.matcher.isRegex
                              ? re2::RE2::FullMatch(re2::StringPiece(value.data(), value.size()), expression)
                              : value == wanted;
        return same == term.matcher.isEqual;
    });
    keep(rows, term.negated, [&](quint32 row) { return holds(m_index.alert(row).alert.labels.value(name)); });
}

bool AlertFiltering::holdsSimple(quint32 row, const FilterTerm &term) const
{
    const WatchedAlert &alert = m_index.alert(row);
    switch (term.kind) {
    case FilterTerm::Kind::Age:
        return holdsOrder(term.order, static_cast<double>(m_nowNs - alert.alert.startsNs), term.number);
    case FilterTerm::Kind::Value:
        return alert.alert.value && holdsOrder(term.order, *alert.alert.value, term.number);
    case FilterTerm::Kind::Acknowledged:
        return (alert.handling == Handling::Acknowledged) == term.yes;
    case FilterTerm::Kind::Held:
        return (alert.handling >= Handling::Acknowledged) == term.yes;
    default:
        return true;
    }
}

} // namespace wf::engine
