// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logbar.h"

#include "models/base/units.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QPainter>

namespace wf::ui {

using widgets::PlainLabel;

QString tailWords(const engine::TailState &tail)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("LogBar", text); };
    if (!tail.isOn)
        return {};
    QStringList words;
    if (!tail.isConnected)
        words << (tail.reason.isEmpty() ? tr("Connecting") : tr("Not connected: %1").arg(tail.reason.left(120)));
    else if (tail.isPaused)
        words << tr("Paused, %1 new lines").arg(base::groupedInteger(tail.newLines));
    else
        words << tr("%1 lines per second").arg(base::formatValue(tail.linesPerSecond, base::Unit::None));
    if (tail.lost > 0)
        words << tr("%1 not kept").arg(base::groupedInteger(tail.lost));
    if (tail.dropped > 0)
        words << tr("%1 dropped by the server").arg(base::groupedInteger(tail.dropped));
    if (tail.gaps > 0)
        words << tr("%1 gaps").arg(base::groupedInteger(tail.gaps));
    return words.join(QStringLiteral(", "));
}

LogBar::LogBar(QWidget *parent)
    : QWidget(parent),
      m_view(new widgets::Segmented({tr("Lines"), tr("Patterns")})),
      m_live(new widgets::Button(tr("Live tail"), QStringLiteral("live"))),
      m_pause(new widgets::Button(tr("Pause"), QStringLiteral("pause"), tr("Space"))),
      m_back(new widgets::Button(tr("Back to the result"), QStringLiteral("back"), tr("Esc"))),
      m_words(new PlainLabel({}, widgets::TextRole::Base, PlainLabel::Tone::Secondary)),
      m_errors(new PlainLabel({}, widgets::TextRole::Base, PlainLabel::Tone::Secondary)),
      m_previous(
          new widgets::IconButton(QStringLiteral("chevron-up"), tr("Previous error"), QStringLiteral("Shift+X"))),
      m_next(new widgets::IconButton(QStringLiteral("chevron-down"), tr("Next error"), QStringLiteral("X"))),
      m_wrap(new widgets::IconButton(QStringLiteral("wrap"), tr("Wrap lines"), QStringLiteral("W")))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 12, 6);
    row->setSpacing(8);
    for (QWidget *w : std::initializer_list<QWidget *>{m_view, m_live, m_pause, m_back})
        row->addWidget(w);
    row->addWidget(m_words, 1);
    for (QWidget *w : std::initializer_list<QWidget *>{m_errors, m_previous, m_next, m_wrap})
        row->addWidget(w);
    m_live->setCheckable(true);
    m_wrap->setCheckable(true);
    m_errors->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_back->hide();
    m_pause->hide();
    connect(m_view, &widgets::Segmented::currentChanged, this, &LogBar::viewChosen);
    connect(m_live, &QAbstractButton::clicked, this, &LogBar::liveToggled);
    connect(m_pause, &QAbstractButton::clicked, this, &LogBar::pauseToggled);
    connect(m_back, &QAbstractButton::clicked, this, &LogBar::backRequested);
    connect(m_previous, &QAbstractButton::clicked, this, [this] { Q_EMIT errorRequested(false); });
    connect(m_next, &QAbstractButton::clicked, this, [this] { Q_EMIT errorRequested(true); });
    connect(m_wrap, &QAbstractButton::clicked, this, &LogBar::wrapToggled);
}

void LogBar::setTail(const engine::TailState &tail)
{
    m_tail = tail;
    m_live->setChecked(tail.isOn);
    m_pause->setVisible(tail.isOn && m_context.isEmpty());
    m_pause->setText(tail.isPaused ? tr("Resume") : tr("Pause"));
    showWords();
}

void LogBar::setErrors(qint64 errors)
{
    m_errors->setText(errors == 1 ? tr("1 error") : tr("%1 errors").arg(base::groupedInteger(errors)));
    m_previous->setEnabled(errors > 0);
    m_next->setEnabled(errors > 0);
}

void LogBar::setWrapped(bool wrapped)
{
    m_wrap->setChecked(wrapped);
}

void LogBar::setView(int view)
{
    m_view->setCurrent(view);
}

void LogBar::setContext(const QString &words)
{
    m_context = words;
    m_back->setVisible(!words.isEmpty());
    m_view->setVisible(words.isEmpty());
    m_live->setVisible(words.isEmpty());
    m_pause->setVisible(m_tail.isOn && words.isEmpty());
    showWords();
}

void LogBar::paintEvent(QPaintEvent *)
{
    QPainter p(this);
    p.fillRect(QRect(0, height() - 1, width(), 1), widgets::Theme::of(this).line.panel);
}

void LogBar::showWords()
{
    m_words->setText(m_context.isEmpty() ? tailWords(m_tail) : m_context);
}

} // namespace wf::ui
