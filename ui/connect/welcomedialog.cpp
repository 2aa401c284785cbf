// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connect/welcomedialog.h"

#include "ui/connect/choicebutton.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QPainter>
#include <QShortcut>

namespace wf::ui {

WelcomeDialog::WelcomeDialog(QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Welcome to Watchfloor"));
    resize(620, 420);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(32, 28, 32, 24);
    column->setSpacing(10);
    column->addWidget(new widgets::PlainLabel(tr("What shall it watch?"), widgets::TextRole::Title));
    auto *intro = new widgets::PlainLabel(tr("Everything can be changed and added to later."), widgets::TextRole::Base,
                                          widgets::PlainLabel::Tone::Secondary);
    column->addWidget(intro);
    column->addSpacing(8);
    struct Answer {
        Choice choice;
        QString icon, title, detail;
    };
    const Answer answers[] = {
        {Choice::ThisMachine, QStringLiteral("host"), tr("Watch this machine"),
         tr("Its processors, memory, disks, network, processes and logs, and what on it speaks /metrics or "
            "OpenTelemetry. "
            "Nothing else is needed; the data stays here.")},
        {Choice::Demo, QStringLiteral("play"), tr("Look around in the Halcyon shop"),
         tr("A made-up online shop of ten services with a week of history and an incident under way.")},
        {Choice::Connect, QStringLiteral("plug"), tr("Connect to servers"),
         tr("Prometheus, Mimir, Thanos or VictoriaMetrics, Alertmanager, Loki and Jaeger.")}};
    int key = 1;
    for (const Answer &answer : answers) {
        auto *button =
            new ChoiceButton(answer.icon, answer.title, answer.detail, key == 1 ? tr("Enter") : QString::number(key));
        connect(button, &QAbstractButton::clicked, this, [this, c = answer.choice] { choose(c); });
        auto *shortcut = new QShortcut(QKeySequence(QString::number(key)), this);
        connect(shortcut, &QShortcut::activated, this, [this, c = answer.choice] { choose(c); });
        column->addWidget(button);
        if (key++ == 1)
            button->setFocus();
    }
    column->addStretch();
}

void WelcomeDialog::choose(Choice choice)
{
    m_choice = choice;
    accept();
}

void WelcomeDialog::paintEvent(QPaintEvent *)
{
    QPainter p(this);
    p.fillRect(rect(), widgets::Theme::of(this).surface.panel);
}

} // namespace wf::ui
