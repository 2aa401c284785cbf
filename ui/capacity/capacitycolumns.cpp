// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/capacity/capacitycolumns.h"

#include "models/base/timetext.h"
#include "widgets/base/controls/celldelegate.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <cmath>

namespace wf::ui {

namespace {

using engine::Advice;
using engine::FiniteAnswer;
using engine::ResourceForecast;
using engine::ResourceForecastPtr;
using widgets::CellKind;

constexpr std::size_t sparkPoints = 40; // of the past, and as many of what comes

QString tr(const char *text)
{
    return QCoreApplication::translate("Capacity", text);
}

QVariant kindOf(CellKind kind)
{
    return static_cast<int>(kind);
}

// Every nth value, so that about `points` are left; what is not known is left out.
void thinned(const std::vector<double> &values, std::size_t points, std::vector<double> &out)
{
    const std::size_t step = std::max<std::size_t>(1, values.size() / points);
    for (std::size_t i = 0; i < values.size(); i += step)
        if (std::isfinite(values[i]))
            out.push_back(values[i]);
}

// What it is called, and where it is. Budgets are many, and by their own name.
std::pair<QString, QString> namesOf(const engine::FiniteIdentity &of)
{
    QString name = of.name(), below = of.where();
    if (of.question->kind == engine::FiniteKind::ErrorBudget && name.startsWith(of.question->title + u' ')) {
        name.remove(0, of.question->title.size() + 1);
        below = below.isEmpty() ? of.question->title : of.question->title + QStringLiteral(", ") + below;
    }
    return {name, below};
}

QVariant lineCell(const ResourceForecastPtr &r, int role, qint64 nowNs)
{
    if (role == widgets::CellKindRole)
        return kindOf(CellKind::Spark);
    if (role == widgets::ToneRole)
        return static_cast<int>(engine::severityOf(*r, nowNs));
    if (role != widgets::NumbersRole && role != widgets::MarkRole)
        return {};
    std::vector<double> line;
    thinned(r->history, sparkPoints, line);
    const std::size_t past = line.size();
    thinned(r->middle, sparkPoints, line);
    if (role == widgets::MarkRole)
        return line.size() > past && past > 0 ? QVariant(static_cast<double>(past) / static_cast<double>(line.size()))
                                              : QVariant();
    return QVariant::fromValue(line);
}

} // namespace

QString dateText(qint64 ns, qint64 nowNs)
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(ns / base::nsPerMs, Qt::UTC);
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(nowNs / base::nsPerMs, Qt::UTC);
    if (at.date() == now.date())
        return tr("%1 today").arg(at.toString(QStringLiteral("HH:mm")));
    if (ns - nowNs < 14 * base::nsPerDay)
        return at.toString(QStringLiteral("d MMM, HH:mm"));
    return at.toString(at.date().year() == now.date().year() ? QStringLiteral("d MMM") : QStringLiteral("d MMM yyyy"));
}

QString dayText(qint64 ns)
{
    return QDateTime::fromMSecsSinceEpoch(ns / base::nsPerMs, Qt::UTC).toString(QStringLiteral("d MMM"));
}

QString leftText(const ResourceForecast &r, qint64 nowNs)
{
    switch (r.answer) {
    case FiniteAnswer::NotForecastable:
        return tr("not forecastable");
    case FiniteAnswer::TooShort:
    case FiniteAnswer::NoValues:
        return tr("not known yet");
    case FiniteAnswer::Forecast:
    case FiniteAnswer::Dated:
        break;
    }
    if (r.of->question->isRequest)
        return tr("no limit");
    if (!r.fullNs)
        return r.answer == FiniteAnswer::Dated ? tr("lasts") : tr("over %1 d").arg(r.middle.size() / 24);
    if (*r.fullNs <= nowNs)
        return r.of->question->endsAtDate() ? tr("expired") : tr("full");
    const double days = static_cast<double>(*r.fullNs - nowNs) / static_cast<double>(base::nsPerDay);
    return days < 1 ? tr("%1 h left").arg(days * 24, 0, 'f', 0) : tr("%1 d left").arg(days, 0, 'f', 0);
}

QString priceListText(const engine::PriceFileState &file, qint64 nowNs)
{
    if (file.path.isEmpty())
        return tr("without prices");
    if (file.changedNs == 0) {
        QString path = file.path;
        if (const QString home = QDir::homePath() + u'/'; path.startsWith(home))
            path = QStringLiteral("~/") + path.mid(home.size());
        return file.problem.isEmpty() ? tr("without prices: there is no %1").arg(path)
                                      : tr("without prices: %1 is wrong").arg(path);
    }
    return QCoreApplication::translate("Capacity", "%n prices of %1, written %2", nullptr,
                                       static_cast<int>(file.prices.size()))
        .arg(QFileInfo(file.path).fileName(), base::dayAndTime(file.changedNs, nowNs));
}

QString costText(const Advice &advice)
{
    if (!advice.cost.isKnown() || advice.currency.isEmpty())
        return advice.newLimit > 0 ? tr("no price") : tr("none");
    const QString amount = advice.cost.text();
    return (advice.cost.isNegative() ? QString(amount).replace(u'-', QChar(0x2212)) : u'+' + amount) + u' ' +
           advice.currency;
}

std::vector<items::RowColumn<ResourceForecastPtr>> capacityColumns(const base::Clock &clock)
{
    return {{tr("Resource"), Qt::AlignLeft,
             [&clock](const ResourceForecastPtr &r, int role) -> QVariant {
                 if (role == Qt::DisplayRole)
                     return namesOf(*r->of).first;
                 if (role == widgets::SecondLineRole)
                     return namesOf(*r->of).second;
                 if (role == widgets::SeverityRole)
                     return static_cast<int>(engine::severityOf(*r, clock.nowNs()));
                 return role == widgets::CellKindRole ? kindOf(CellKind::Severity) : QVariant();
             }},
            {tr("Used"), Qt::AlignRight,
             [](const ResourceForecastPtr &r, int role) -> QVariant {
                 if (role == Qt::DisplayRole)
                     return r->limit > 0 ? base::formatValue(r->share(), base::Unit::Ratio) : QString();
                 return role == widgets::CellKindRole ? kindOf(CellKind::Number) : QVariant();
             }},
            {tr("Forecast"), Qt::AlignLeft,
             [&clock](const ResourceForecastPtr &r, int role) { return lineCell(r, role, clock.nowNs()); }},
            {tr("Left, full on"), Qt::AlignLeft, [&clock](const ResourceForecastPtr &r, int role) -> QVariant {
                 const qint64 now = clock.nowNs();
                 if (role == Qt::DisplayRole)
                     return leftText(*r, now);
                 if (role == widgets::SecondLineRole)
                     return r->fullNs && *r->fullNs > now ? dateText(*r->fullNs, now) : QString();
                 if (role == widgets::ToneRole && engine::severityOf(*r, now) <= signals::Severity::Warning)
                     return static_cast<int>(engine::severityOf(*r, now));
                 return role == widgets::CellKindRole ? kindOf(CellKind::Text) : QVariant();
             }}};
}

std::vector<items::RowColumn<Advice>> adviceColumns(const base::Clock &clock)
{
    const auto text = [](const QString &title, Qt::Alignment alignment, CellKind kind, auto what) {
        return items::RowColumn<Advice>{title, alignment, [kind, what](const Advice &a, int role) -> QVariant {
                                            if (role == Qt::DisplayRole)
                                                return what(a);
                                            return role == widgets::CellKindRole ? kindOf(kind) : QVariant();
                                        }};
    };
    return {text(tr("What helps"), Qt::AlignLeft, CellKind::Text, [](const Advice &a) { return a.text; }),
            text(tr("Lasts until"), Qt::AlignLeft, CellKind::Text,
                 [&clock](const Advice &a) {
                     return a.lastsNs                       ? dateText(*a.lastsNs, clock.nowNs())
                            : a.kind == Advice::Kind::Renew ? tr("its new end")
                            : a.kind == Advice::Kind::Scale ? QString()
                                                            : tr("beyond forecast");
                 }),
            text(tr("Cost a month"), Qt::AlignRight, CellKind::Number, costText),
            text(QString(), Qt::AlignLeft, CellKind::Text,
                 [](const Advice &a) { return a.isSuggested ? tr("suggested") : QString(); })};
}

} // namespace wf::ui
