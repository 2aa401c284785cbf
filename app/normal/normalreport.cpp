// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/normal/normalreport.h"

#include "models/base/timetext.h"

#include <QJsonArray>

#include <cmath>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

QJsonValue numberOrNull(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue();
}

QString comparisonName(analysis::Comparison comparison)
{
    return comparison == analysis::Comparison::HourOfWeek  ? u"hour of week"_s
           : comparison == analysis::Comparison::HourOfDay ? u"hour of day"_s
                                                           : u"last hours"_s;
}

QJsonObject asJson(const engine::NormalLine &line)
{
    QJsonObject out{{u"verdict"_s, engine::normalName(line.verdict)},
                    {u"what"_s, line.title},
                    {u"query"_s, line.query},
                    {u"value"_s, numberOrNull(line.value)},
                    {u"at"_s, line.valueNs > 0 ? QJsonValue(base::isoTime(line.valueNs)) : QJsonValue()},
                    {u"expected_low"_s, numberOrNull(line.low)},
                    {u"expected_high"_s, numberOrNull(line.high)},
                    {u"because"_s, engine::normalReason(line)},
                    {u"detectors_yes"_s, line.yes},
                    {u"detectors_cast"_s, line.cast}};
    if (line.standing) {
        out[u"compared_with"_s] = comparisonName(line.standing->comparison);
        out[u"percentile"_s] = line.standing->below * 100;
        out[u"samples"_s] = static_cast<qint64>(line.standing->samples);
        out[u"cycles"_s] = static_cast<qint64>(line.standing->cycles);
        out[u"deviations"_s] = line.standing->size;
    }
    return out;
}

} // namespace

std::vector<QStringList> normalTable(const engine::NormalSnapshot &said)
{
    std::vector<QStringList> rows{{u"VERDICT"_s, u"WHAT"_s, u"NOW"_s, u"BECAUSE"_s, u"QUERY"_s}};
    for (const engine::NormalLine &line : said.lines)
        rows.push_back({engine::normalName(line.verdict), line.title, engine::normalValue(line),
                        engine::normalReason(line), line.query});
    return rows;
}

QJsonObject normalAsJson(const engine::NormalSnapshot &said)
{
    QJsonArray lines, errors;
    for (const engine::NormalLine &line : said.lines)
        lines.append(asJson(line));
    for (const base::Error &error : said.errors)
        errors.append(error.summary);
    return {{u"verdict"_s, engine::normalName(said.verdict)},
            {u"headline"_s, engine::normalHeadline(said)},
            {u"at"_s, base::isoTime(said.atNs)},
            {u"lines"_s, lines},
            {u"notes"_s, QJsonArray::fromStringList(said.notes)},
            {u"errors"_s, errors}};
}

} // namespace wf::app
