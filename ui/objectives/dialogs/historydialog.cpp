// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/objectives/dialogs/historydialog.h"

#include "models/base/timetext.h"
#include "models/base/units.h"
#include "models/items/rows/rowsmodel.h"
#include "ui/base/flattable.h"
#include "ui/objectives/saving/tablesaving.h"
#include "ui/objectives/words/objectivewords.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>

#include <algorithm>
#include <cmath>

namespace wf::ui {

namespace {

using widgets::CellKind;

struct Step {
    qint64 endNs = 0;
    double total = 0, bad = 0, left = 0; // NaN: not known
};

std::vector<Step> stepsOf(const engine::BudgetReport &report)
{
    std::vector<Step> out;
    const auto &history = report.history;
    for (std::size_t i = 0; i < history.total.size(); ++i)
        out.push_back({history.startNs + history.stepNs * static_cast<qint64>(i), history.total[i], history.bad[i],
                       i < report.burnDown.size() ? report.burnDown[i] : engine::BudgetReport::unknown});
    std::ranges::reverse(out);
    return out;
}

QString countText(double count)
{
    return std::isfinite(count) ? base::groupedInteger(std::llround(count)) : QStringLiteral("\u2013");
}

std::vector<items::RowColumn<Step>> columns()
{
    const auto column = [](const QString &title, CellKind kind, auto what) {
        return items::RowColumn<Step>{title, kind == CellKind::Number ? Qt::AlignRight : Qt::AlignLeft,
                                      [kind, what](const Step &s, int role) -> QVariant {
                                          if (role == Qt::DisplayRole)
                                              return what(s);
                                          return role == widgets::CellKindRole ? QVariant(static_cast<int>(kind))
                                                                               : QVariant();
                                      }};
    };
    return {column(HistoryDialog::tr("Until"), CellKind::Mono, [](const Step &s) { return base::isoTime(s.endNs); }),
            column(HistoryDialog::tr("Events"), CellKind::Number, [](const Step &s) { return countText(s.total); }),
            column(HistoryDialog::tr("Bad"), CellKind::Number, [](const Step &s) { return countText(s.bad); }),
            column(HistoryDialog::tr("Share of bad"), CellKind::Number,
                   [](const Step &s) { return percentText(s.total > 0 ? s.bad / s.total : std::nan(""), 3); }),
            column(HistoryDialog::tr("Budget left"), CellKind::Number,
                   [](const Step &s) { return percentText(s.left, 2); })};
}

} // namespace

HistoryDialog::HistoryDialog(const engine::ObjectiveState &state, QWidget *parent) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Table of the budget: %1").arg(state.title()));
    resize(700, 560);
    auto *rows = new items::RowsModel<Step, qint64>(
        columns(), [](const Step &s) { return s.endNs; }, this);
    rows->setRows(stepsOf(state.report));
    auto *table = new FlatTable(tr("Steps of the window, newest first"));
    table->setModel(rows);
    table->setColumnWidths({0, 110, 90, 110, 110});
    auto *word = new widgets::PlainLabel(tr("What ended within each step, and what was left of the window's budget."),
                                         widgets::TextRole::Base, widgets::PlainLabel::Tone::Secondary);
    word->setWrap(true);
    auto *close = new widgets::Button(tr("Close"));
    close->setDefault(true);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(
        makeExportButton(this, QStringLiteral("budget-") + state.objective.id.left(80), *rows, *table, *word));
    bottom->addStretch(1);
    bottom->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 14);
    column->setSpacing(10);
    column->addWidget(word);
    column->addWidget(table, 1);
    column->addLayout(bottom);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
}

} // namespace wf::ui
