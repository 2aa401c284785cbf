// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/objectives/dialogs/trenddialog.h"

#include "models/base/timetext.h"
#include "models/base/units.h"
#include "ui/base/flattable.h"
#include "ui/objectives/saving/tablesaving.h"
#include "ui/objectives/words/objectivewords.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/figure/burndownfigure.h"

#include <QBoxLayout>
#include <QDateTime>

#include <algorithm>
#include <array>
#include <cmath>

namespace wf::ui {

namespace {

using engine::TrendPoint;
using widgets::CellKind;
using widgets::PlainLabel;
using widgets::TextRole;

constexpr std::array unitNames{"week", "month", "quarter"};

QString dayText(qint64 ns)
{
    return QDateTime::fromMSecsSinceEpoch(ns / base::nsPerMs, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd"));
}

QString countText(double count)
{
    return std::isfinite(count) ? base::groupedInteger(std::llround(count)) : QStringLiteral("\u2013");
}

std::vector<items::RowColumn<TrendPoint>> columns(double target)
{
    const auto column = [](const QString &title, CellKind kind, auto what) {
        return items::RowColumn<TrendPoint>{title, kind == CellKind::Number ? Qt::AlignRight : Qt::AlignLeft,
                                            [kind, what](const TrendPoint &p, int role) -> QVariant {
                                                if (role == Qt::DisplayRole)
                                                    return what(p);
                                                return role == widgets::CellKindRole ? QVariant(static_cast<int>(kind))
                                                                                     : QVariant();
                                            }};
    };
    auto good = column(TrendDialog::tr("Good"), CellKind::Number,
                       [](const TrendPoint &p) { return percentText(p.compliance, 3); });
    const auto text = good.data;
    good.data = [text, target](const TrendPoint &p, int role) -> QVariant {
        if (role == widgets::ToneRole && p.compliance < target)
            return static_cast<int>(signals::Severity::Critical);
        return text(p, role);
    };
    return {
        column(TrendDialog::tr("From"), CellKind::Text, [](const TrendPoint &p) { return dayText(p.period.startNs); }),
        column(TrendDialog::tr("Until"), CellKind::Text,
               [](const TrendPoint &p) { return dayText(p.period.endNs - 1); }),
        good,
        column(TrendDialog::tr("Budget left"), CellKind::Number,
               [](const TrendPoint &p) { return percentText(p.left, 1); }),
        column(TrendDialog::tr("Events"), CellKind::Number, [](const TrendPoint &p) { return countText(p.total); }),
        column(TrendDialog::tr("Bad"), CellKind::Number, [](const TrendPoint &p) { return countText(p.bad); }),
        column(TrendDialog::tr("Data"), CellKind::Number,
               [](const TrendPoint &p) { return percentText(p.coverage, 0); })};
}

} // namespace

TrendDialog::TrendDialog(const engine::ObjectiveState &state, engine::DailyCounts days, QWidget *parent)
    : QDialog(parent),
      m_state(state),
      m_days(std::move(days)),
      m_unit(new widgets::Segmented({tr("Weeks"), tr("Months"), tr("Quarters")})),
      m_figure(new widgets::BurnDownFigure),
      m_words(new PlainLabel({}, TextRole::Base, PlainLabel::Tone::Secondary)),
      m_table(new FlatTable(tr("Periods, newest first")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Trend: %1").arg(state.title()));
    resize(820, 600);
    m_rows = new items::RowsModel<TrendPoint, qint64>(
        columns(state.objective.target), [](const TrendPoint &p) { return p.period.startNs; }, this);
    m_table->setModel(m_rows);
    m_table->setColumnWidths({0, 110, 100, 110, 120, 100, 80});
    m_words->setWrap(true);
    auto *close = new widgets::Button(tr("Close"));
    close->setDefault(true);
    auto *head = new QHBoxLayout;
    head->addWidget(m_words, 1);
    head->addWidget(m_unit);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(
        makeExportButton(this, QStringLiteral("trend-") + state.objective.id.left(80), *m_rows, *m_figure, *m_words));
    bottom->addStretch(1);
    bottom->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 14);
    column->setSpacing(10);
    column->addLayout(head);
    column->addWidget(m_figure, 2);
    column->addWidget(m_table, 3);
    column->addLayout(bottom);
    connect(m_unit, &widgets::Segmented::currentChanged, this, &TrendDialog::fill);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    fill();
}

void TrendDialog::fill()
{
    const QString unit = QString::fromLatin1(unitNames[static_cast<std::size_t>(std::clamp(m_unit->current(), 0, 2))]);
    const auto points = engine::trendOf(m_days, m_state.objective.target, unit, m_state.objective.timeZone);
    if (!points)
        return m_words->setText(points.error().summary);
    m_words->setText(m_days.empty() ? tr("No whole day was counted yet: days are kept from now on.")
                                    : tr("%n days since %1; those the source has forgotten were kept here.", nullptr,
                                         static_cast<int>(m_days.size()))
                                          .arg(dayText(m_days.begin()->first)));
    draw(*points);
    m_rows->setRows({points->rbegin(), points->rend()});
}

// Of each period what was left, at its end; steps as wide as the widest.
void TrendDialog::draw(const std::vector<TrendPoint> &points)
{
    widgets::BurnDown shown;
    shown.title = m_state.title();
    if (!points.empty()) {
        const qint64 last = points.back().period.endNs;
        shown.startNs = points.front().period.startNs;
        shown.windowEndNs = last;
        shown.stepNs = base::nsPerDay;
        std::size_t at = 0;
        for (qint64 day = shown.startNs; day < last; day += base::nsPerDay) {
            while (at + 1 < points.size() && day >= points[at].period.endNs)
                ++at;
            shown.left.push_back(points[at].left);
        }
        shown.isInTrouble = points.back().left <= 0;
    }
    m_figure->setBurnDown(shown);
}

} // namespace wf::ui
