// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/check/slocheck.h"

#include "models/query/promql/parse/parse.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <set>

namespace wf::engine {

using wire::SloProblem;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Objectives", text);
}

// Sloth's templates become "5m"; the map leads from bytes of the result to bytes of the template.
struct Filled {
    std::string text;
    std::vector<std::size_t> from;
};
Filled filled(const std::string &query)
{
    Filled out;
    for (std::size_t i = 0; i < query.size();) {
        const bool isWindow = query.compare(i, 2, "{{") == 0;
        const std::size_t end = isWindow ? query.find("}}", i) : std::string::npos;
        std::string name = end == std::string::npos ? std::string() : query.substr(i + 2, end - i - 2);
        std::erase(name, ' ');
        if (name != ".window") {
            out.text += query[i];
            out.from.push_back(i++);
            continue;
        }
        out.text += "5m";
        out.from.insert(out.from.end(), 2, i);
        i = end + 2;
    }
    out.from.push_back(query.size());
    return out;
}

std::optional<SloProblem> problemOf(const wire::SloQuery &query, std::string_view file)
{
    const Filled text = filled(query.text);
    query::SyntaxError where;
    const auto expr = query::parsePromql(text.text, query::ParseOptions::everything(), &where);
    const auto placed = [&](std::size_t index, const QString &what) {
        const std::size_t at = text.from[std::min(index, text.from.size() - 1)];
        return SloProblem{SloProblem::Weight::Error,
                          wire::placeOf(file, wire::offsetInScalar(file, query.offset, query.text, at)), what};
    };
    if (!expr)
        return placed(where.range.start,
                      tr("The %1 query is not PromQL: %2").arg(query.role, wire::capped(where.message, 500)));
    const auto type = (*expr)->type();
    if (type == query::ValueType::Matrix || type == query::ValueType::String)
        return placed(
            0, tr("The %1 query must give numbers at an instant, not a range of samples or a text").arg(query.role));
    return std::nullopt;
}

bool uses(const signals::Objective &o, const std::set<QString> &queries)
{
    return std::ranges::any_of(std::initializer_list{o.goodQuery, o.badQuery, o.totalQuery, o.rawQuery},
                               [&](const QString &q) { return !q.isEmpty() && queries.contains(q); });
}

} // namespace

wire::SloDefinitions checkDefinitions(const std::vector<SloText> &files)
{
    wire::SloReader reader;
    std::map<QString, std::string_view> texts;
    for (const SloText &file : files) {
        reader.add(wire::view(file.text), file.file);
        std::string_view text = wire::view(file.text);
        if (text.starts_with("\xEF\xBB\xBF"))
            text.remove_prefix(3);
        texts.emplace(file.file, text);
    }
    wire::SloDefinitions out = reader.take();
    for (wire::SloDocument &document : out.documents) {
        std::set<QString> broken;
        for (const wire::SloQuery &query : document.queries) {
            const auto problem = query.isPrometheus ? problemOf(query, texts[document.file]) : std::nullopt;
            if (!problem)
                continue;
            document.problems.push_back(*problem);
            broken.insert(wire::toQString(wire::trimmed(query.text)));
        }
        if (broken.empty())
            continue;
        std::ranges::stable_sort(document.problems, {}, &SloProblem::place);
        const auto gone = std::erase_if(out.objectives, [&](const signals::Objective &o) {
            return o.sourceFile == document.file && uses(o, broken);
        });
        document.objectives = std::max(0, document.objectives - static_cast<int>(gone));
    }
    return out;
}

} // namespace wf::engine
