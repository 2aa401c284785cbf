// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/importreportdialog.h"

#include "models/engine/boards/importing/importreport.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/datatable/datatable.h"

#include <QBoxLayout>

#include <algorithm>
#include <cmath>

namespace wf::ui {

using namespace Qt::StringLiterals;
using engine::Fidelity;

namespace {

std::vector<engine::PanelVerdict> verdictsOf(const signals::Dashboard &dashboard)
{
    std::vector<engine::PanelVerdict> out;
    const auto add = [&](const signals::BoardPanel &panel) {
        if (!panel.isRow())
            out.push_back(engine::verdictOf(panel, dashboard));
    };
    for (const signals::BoardPanel &panel : dashboard.panels) {
        add(panel);
        for (const signals::BoardPanel &child : panel.children)
            add(child);
    }
    std::ranges::stable_sort(out, std::ranges::greater{}, &engine::PanelVerdict::fidelity);
    return out;
}

signals::TableCell cell(const QString &text)
{
    return {text, {}, false, std::nan("")};
}

} // namespace

ImportReportDialog::ImportReportDialog(const signals::Dashboard &dashboard, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("How faithfully it is shown"));
    resize(880, 480);
    const std::array words{tr("as in Grafana"), tr("a little differently"), tr("not shown")};
    std::array<int, 3> counts{};
    signals::TableFigure table;
    table.columns = {{tr("Shown"), false, 130},
                     {tr("Panel"), false, 180},
                     {tr("Kind"), false, 100},
                     {tr("Why"), false, 300},
                     {tr("In the file"), false, 160}};
    for (const engine::PanelVerdict &one : verdictsOf(dashboard)) {
        const auto how = static_cast<std::size_t>(one.fidelity);
        ++counts[how];
        table.rows.push_back(
            {cell(words[how]), cell(one.title), cell(one.type), cell(one.reasons.join(u"; "_s)), cell(one.path)});
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(10);
    column->addWidget(new widgets::PlainLabel(tr("As in Grafana: %1. A little differently: %2. Not shown: %3.")
                                                  .arg(counts[0])
                                                  .arg(counts[1])
                                                  .arg(counts[2])));
    for (const QString &note : dashboard.notes)
        column->addWidget(new widgets::PlainLabel(note, widgets::TextRole::Small));
    auto *rows = new widgets::DataTable;
    rows->setAccessibleName(tr("Panels"));
    rows->setFigure(std::move(table));
    column->addWidget(rows, 1);
    auto *close = new widgets::Button(tr("Close"), {}, tr("Esc"));
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    column->addWidget(close, 0, Qt::AlignRight);
    rows->setFocus();
}

} // namespace wf::ui
