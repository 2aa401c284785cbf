// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/annotations/boardnotes.h"

#include "models/engine/boards/boardsources.h"
#include "models/engine/boards/reading/boardframes.h"
#include "models/query/variables/intervals.h"

#include <QJsonArray>
#include <QVariant>

#include <algorithm>
#include <cmath>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::BoardAnnotation;

namespace {

QString setting(const BoardAnnotation &annotation, QLatin1String key)
{
    return annotation.source.value(key).toString();
}

// Those that `tagKeys` names; without it none of a series, all of a line.
QStringList tagsOf(const BoardAnnotation &annotation, const base::Labels &labels, bool all)
{
    const QString keys = setting(annotation, "tagKeys"_L1);
    QStringList wanted;
    for (const QString &key : keys.split(u',', Qt::SkipEmptyParts))
        wanted << key.trimmed();
    QStringList out;
    for (const auto &[name, value] : labels)
        if ((all && keys.isEmpty()) || wanted.contains(QString::fromStdString(name)))
            out << QString::fromStdString(value);
    out.removeDuplicates();
    return out;
}

} // namespace

AnnotationQuestion questionOf(const BoardAnnotation &annotation, const signals::Dashboard &dashboard)
{
    AnnotationQuestion out;
    const QJsonObject target = annotation.source.value("target"_L1).toObject();
    out.expr = !annotation.expr.isEmpty() ? annotation.expr : target.value("expr"_L1).toString();
    out.product = annotation.dataSource.type.isEmpty() ? annotation.dataSource.uid : annotation.dataSource.type;
    signals::PanelTarget asked;
    asked.dataSource = annotation.dataSource;
    asked.expr = out.expr;
    const BoardTargetSource source = sourceOf(asked, {}, dashboard);
    if (annotation.builtIn || source.language == BoardLanguage::Grafana) {
        out.source = AnnotationSource::Own;
    } else if (!out.expr.trimmed().isEmpty() && source.language == BoardLanguage::Metrics) {
        out.source = AnnotationSource::Metrics;
        const QString step = setting(annotation, "step"_L1);
        out.stepNs = query::parseInterval(step.isEmpty() ? u"60s"_s : step).value_or(base::nsPerMinute);
    } else if (!out.expr.trimmed().isEmpty() && source.language == BoardLanguage::Logs) {
        out.source = AnnotationSource::Logs;
    }
    if (!source.product.isEmpty())
        out.product = source.product;
    return out;
}

std::vector<BoardNote> notesOfSeries(const BoardAnnotation &annotation, std::size_t index,
                                     const std::vector<signals::Series> &series, qint64 stepNs)
{
    const bool useValue = annotation.source.value("useValueForTime"_L1).toVariant().toBool();
    const QString titleFormat = setting(annotation, "titleFormat"_L1),
                  textFormat = setting(annotation, "textFormat"_L1);
    std::vector<BoardNote> out;
    for (const signals::Series &one : series) {
        const BoardNote blank{index,
                              {},
                              legendText(titleFormat, one.labels),
                              legendText(textFormat, one.labels),
                              tagsOf(annotation, one.labels, false)};
        std::vector<qint64> active;
        for (std::size_t i = 0; i < one.size(); ++i) {
            const double value = one.values[i];
            if (useValue ? std::isfinite(value) && value > 0 : value > 0)
                active.push_back(useValue ? static_cast<qint64>(value) * base::nsPerMs
                                          : one.timesMs[i] * base::nsPerMs);
        }
        if (useValue) { // the same moment is told again and again
            std::ranges::sort(active);
            active.erase(std::unique(active.begin(), active.end()), active.end());
        }
        const std::size_t first = out.size();
        for (const qint64 at : active) {
            if (out.size() > first && out.back().range.endNs + stepNs >= at) {
                out.back().range.endNs = at;
                continue;
            }
            if (out.size() >= mostNotes)
                break;
            out.push_back(blank);
            out.back().range = {at, at};
        }
    }
    std::ranges::stable_sort(out, {}, [](const BoardNote &note) { return note.range.startNs; });
    return out;
}

std::vector<BoardNote> notesOfLines(const BoardAnnotation &annotation, std::size_t index,
                                    const std::vector<signals::LogLine> &lines)
{
    const QString titleFormat = setting(annotation, "titleFormat"_L1),
                  textFormat = setting(annotation, "textFormat"_L1);
    std::vector<BoardNote> out;
    for (const signals::LogLine &line : lines) {
        if (out.size() >= mostNotes)
            break;
        base::Labels labels = line.stream;
        const QString text = textFormat.isEmpty() ? QString::fromStdString(line.text) : legendText(textFormat, labels);
        out.push_back({index,
                       {line.timeNs, line.timeNs},
                       legendText(titleFormat, labels),
                       text,
                       tagsOf(annotation, labels, true)});
    }
    std::ranges::stable_sort(out, {}, [](const BoardNote &note) { return note.range.startNs; });
    return out;
}

std::vector<BoardNote> notesOfDeploys(const std::vector<signals::Deploy> &deploys)
{
    std::vector<BoardNote> out;
    for (const signals::Deploy &d : deploys) {
        const QString from = d.fromVersion.isEmpty() ? QString() : QString(d.fromVersion + u" \u2192 "_s);
        QStringList tags{u"deploy"_s, d.service};
        if (!d.region.isEmpty())
            tags << d.region;
        out.push_back({0,
                       {d.timeNs, std::max(d.timeNs, d.finishedNs)},
                       QString(d.service + u' ' + d.toVersion),
                       QString(from + d.toVersion),
                       tags});
    }
    return out;
}

bool isForPanel(const BoardAnnotation &annotation, int panel)
{
    const QJsonObject filter = annotation.source.value("filter"_L1).toObject();
    const QJsonArray ids = filter.value("ids"_L1).toArray();
    if (filter.isEmpty() || (ids.isEmpty() && !filter.value("exclude"_L1).toBool()))
        return true;
    const bool isListed =
        std::any_of(ids.begin(), ids.end(), [panel](const QJsonValue &id) { return id.toInt() == panel; });
    return isListed != filter.value("exclude"_L1).toBool();
}

} // namespace wf::engine
