// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/editor/panels/testspanel.h"

#include "models/engine/rules/editing/rulecode.h"
#include "ui/base/flattable.h"
#include "ui/rules/editor/panels/iconline.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"
#include "widgets/codeedit/codeedit.h"

#include <QBoxLayout>
#include <QRegularExpression>

namespace wf::ui {

using namespace Qt::StringLiterals;
using Tone = widgets::PlainLabel::Tone;

namespace {
constexpr int rowsShown = 4;
}

TestsPanel::TestsPanel(engine::RuleBench &bench, QWidget *parent)
    : QWidget(parent),
      m_bench(bench),
      m_says(new IconLine(true)),
      m_run(new widgets::Button(tr("Run tests"), u"run"_s, u"F9"_s)),
      m_begin(new widgets::Button(tr("Write a test"), u"plus"_s)),
      m_text(new widgets::CodeEdit(tr("Unit tests, as promtool reads them"), widgets::CodeEdit::Look::Page)),
      m_table(new FlatTable(tr("What the tests found"))),
      m_rows(new items::RowsModel<Failure, int>(
          columns(), [](const Failure &row) { return row.number; }, this))
{
    build();
    connect(m_run, &QPushButton::clicked, this, &TestsPanel::run);
    connect(m_begin, &QPushButton::clicked, this, [this] {
        m_bench.setTests(m_bench.testsToBeginWith());
        m_text->setFocus();
    });
    connect(m_text, &widgets::CodeEdit::edited, this, [this] { m_bench.setTests(m_text->toPlainText()); });
    connect(m_table, &FlatTable::rowSelected, this, [this](const QModelIndex &index) {
        if (const Failure *row = m_rows->at(index))
            m_text->goTo(engine::placeIn(m_text->toPlainText(), row->failure.place.line, row->failure.place.column));
    });
    connect(&m_bench, &engine::RuleBench::testsChanged, this, &TestsPanel::fill);
    connect(&m_bench, &engine::RuleBench::changesChanged, this, &TestsPanel::fill);
    fill();
}

void TestsPanel::build()
{
    m_text->setMarker(engine::yamlSpans);
    m_text->setLineNumbersShown(true);
    m_table->setModel(m_rows);
    m_table->setColumnWidths({64, 120, 0});
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 5, 12, 5);
    head->setSpacing(8);
    head->addWidget(m_says, 1);
    head->addWidget(m_begin);
    head->addWidget(m_run);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_text, 1);
    column->addWidget(m_table);
}

std::vector<items::RowColumn<TestsPanel::Failure>> TestsPanel::columns()
{
    const auto column = [](const QString &title, widgets::CellKind kind, auto text) {
        return items::RowColumn<Failure>{title, Qt::AlignLeft, [kind, text](const Failure &row, int role) -> QVariant {
                                             if (role == widgets::CellKindRole)
                                                 return static_cast<int>(kind);
                                             if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
                                                 return text(row);
                                             return {};
                                         }};
    };
    return {column(tr("Line"), widgets::CellKind::Mono,
                   [](const Failure &row) {
                       return QStringLiteral("%1:%2").arg(row.failure.place.line).arg(row.failure.place.column);
                   }),
            column(tr("Test"), widgets::CellKind::Text, [](const Failure &row) { return row.failure.test; }),
            column(tr("What came out"), widgets::CellKind::Text,
                   [](const Failure &row) { return row.failure.what.simplified(); })};
}

void TestsPanel::takeFocus()
{
    if (m_begin->isVisibleTo(this))
        m_begin->setFocus(Qt::OtherFocusReason);
    else
        m_text->setFocus(Qt::OtherFocusReason);
}

void TestsPanel::run()
{
    if (!m_bench.tests().trimmed().isEmpty() && !m_bench.isTesting())
        m_bench.runTests();
}

void TestsPanel::fill()
{
    const QString tests = m_bench.tests();
    m_text->setCode(tests);
    const bool isEmpty = tests.trimmed().isEmpty();
    m_begin->setVisible(isEmpty);
    m_begin->setEnabled(!m_bench.testsToBeginWith().isEmpty());
    m_run->setEnabled(!isEmpty && !m_bench.isTesting());
    fillRun();
}

void TestsPanel::fillRun()
{
    std::vector<Failure> rows;
    std::vector<signals::ExpressionMark> problems;
    const auto &run = m_bench.testRun();
    if (m_bench.isTesting()) {
        m_says->show(u"run"_s, tr("Running"), Tone::Secondary);
    } else if (m_bench.tests().trimmed().isEmpty()) {
        m_says->show(u"info"_s, tr("No tests yet. They are kept here, and run against what is written, saved or not."),
                     Tone::Tertiary);
    } else if (!run) {
        m_says->show(u"info"_s, tr("Not run since the last change"), Tone::Tertiary);
    } else if (!run->report) {
        const auto &error = run->report.error();
        m_says->show(u"sev-critical"_s,
                     error.detail.isEmpty() ? error.summary : QString(error.summary + u' ' + error.detail),
                     Tone::Critical);
        static const QRegularExpression placed(u"^(\\d+):(\\d+): (.*)"_s);
        if (const auto at = placed.match(error.detail); at.hasMatch() && m_bench.rule().isValid()) // else in the draft
            problems.push_back({engine::placeIn(m_text->toPlainText(), at.captured(1).toInt(), at.captured(2).toInt()),
                                0, signals::Severity::Critical, at.captured(3)});
    } else {
        for (const auto &failure : run->report->failures) {
            rows.push_back({static_cast<int>(rows.size()), failure});
            problems.push_back({engine::placeIn(m_text->toPlainText(), failure.place.line, failure.place.column), 0,
                                signals::Severity::Critical, failure.what});
        }
        const int checks = run->report->checks;
        if (rows.empty())
            m_says->show(u"sev-ok"_s, tr("%1 of %1 expectations hold, %2\u2009ms").arg(checks).arg(run->tookMs),
                         Tone::Ok);
        else
            m_says->show(u"sev-critical"_s,
                         tr("%1 of %2 expectations do not hold, F8 goes to the next").arg(rows.size()).arg(checks),
                         Tone::Critical);
    }
    const auto &t = widgets::Theme::of(this);
    m_table->setVisible(!rows.empty());
    m_table->setFixedHeight(t.headerHeight + std::min(static_cast<int>(rows.size()), rowsShown) * (t.rowHeight + 4) +
                            1);
    m_rows->setRows({});
    m_rows->setRows(std::move(rows));
    m_text->setProblems(std::move(problems));
}

} // namespace wf::ui
