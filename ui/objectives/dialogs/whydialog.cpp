// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/objectives/dialogs/whydialog.h"

#include "models/base/timetext.h"
#include "ui/base/flattable.h"
#include "ui/objectives/saving/tablesaving.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>

namespace wf::ui {

namespace {

using engine::ExplanationStep;

std::vector<items::RowColumn<ExplanationStep>> columns()
{
    const auto column = [](const QString &title, widgets::CellKind kind, auto what) {
        return items::RowColumn<ExplanationStep>{
            title, Qt::AlignLeft, [kind, what](const ExplanationStep &s, int role) -> QVariant {
                if (role == Qt::DisplayRole)
                    return what(s);
                return role == widgets::CellKindRole ? QVariant(static_cast<int>(kind)) : QVariant();
            }};
    };
    return {
        column(WhyDialog::tr("What"), widgets::CellKind::Text,
               [](const ExplanationStep &s) { return engine::topicName(s.topic); }),
        column(WhyDialog::tr("What it says"), widgets::CellKind::Text, [](const ExplanationStep &s) { return s.what; }),
        column(WhyDialog::tr("Query"), widgets::CellKind::Mono, [](const ExplanationStep &s) { return s.query; }),
        column(WhyDialog::tr("At"), widgets::CellKind::Mono,
               [](const ExplanationStep &s) { return s.range.endNs > 0 ? base::isoTime(s.range.endNs) : QString(); })};
}

} // namespace

WhyDialog::WhyDialog(const engine::Explanation &first, QWidget *parent)
    : QDialog(parent),
      m_question(new widgets::PlainLabel({}, widgets::TextRole::Title)),
      m_answer(new widgets::PlainLabel),
      m_state(new widgets::PlainLabel(tr("Counting samples"), widgets::TextRole::Small,
                                      widgets::PlainLabel::Tone::Tertiary)),
      m_table(new FlatTable(tr("What the number came from")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    resize(1080, 540);
    m_answer->setWrap(true);
    m_rows = new items::RowsModel<ExplanationStep, QString>(
        columns(),
        [](const ExplanationStep &s) -> QString { return s.what + s.query + QString::number(s.range.startNs); }, this);
    m_table->setModel(m_rows);
    m_table->setColumnWidths({90, 0, 320, 176});
    auto *copy = new widgets::Button(tr("Copy all"), QStringLiteral("copy"));
    copy->setAutoDefault(false);
    auto *close = new widgets::Button(tr("Close"));
    close->setDefault(true);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_state, 1);
    bottom->addWidget(makeExportButton(this, QStringLiteral("why"), *m_rows, *this, *m_state));
    bottom->addWidget(copy);
    bottom->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 14);
    column->setSpacing(10);
    column->addWidget(m_question);
    column->addWidget(m_answer);
    column->addWidget(m_table, 1);
    column->addLayout(bottom);
    connect(copy, &QPushButton::clicked, this, &WhyDialog::copyAll);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    setExplanation(first);
    m_state->setText(tr("Counting samples"));
    m_table->setFocus();
}

void WhyDialog::setExplanation(const engine::Explanation &explanation)
{
    m_shown = explanation;
    setWindowTitle(explanation.question);
    m_question->setText(explanation.question);
    m_answer->setText(explanation.answer);
    m_rows->setRows(explanation.steps);
    m_state->setText({});
}

void WhyDialog::showError(const base::Error &error)
{
    m_state->setText(error.summary);
}

void WhyDialog::copyAll() const
{
    QString text = m_shown.question + u'\n' + m_shown.answer + u'\n';
    for (const ExplanationStep &step : m_shown.steps)
        text += engine::topicName(step.topic) + u'\t' + step.what + u'\t' + step.query + u'\n';
    QGuiApplication::clipboard()->setText(text);
}

} // namespace wf::ui
