// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/editing/editbar.h"

#include "models/engine/boards/editing/panelkinds.h"
#include "ui/base/wrap/wraplayout.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"
#include "widgets/base/theme.h"

#include <QBoxLayout>
#include <QMenu>
#include <QPainter>

namespace wf::ui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;
using widgets::TextRole;

EditBar::EditBar(QWidget *parent)
    : QWidget(parent),
      m_undo(new widgets::IconButton(u"undo"_s, tr("Undo"), u"Ctrl+Z"_s)),
      m_redo(new widgets::IconButton(u"redo"_s, tr("Redo"), u"Ctrl+Shift+Z"_s)),
      m_changes(new widgets::Button(tr("Changes"), u"diff"_s)),
      m_versions(new widgets::Button(tr("Versions"), u"clock"_s)),
      m_discard(new widgets::Button(tr("Discard"))),
      m_save(new widgets::Button(tr("Save"), {}, u"Ctrl+S"_s)),
      m_said(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Secondary)),
      m_line(new QHBoxLayout)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 4, 12, 4);
    column->setSpacing(2);
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    buildButtons(row);
    column->addLayout(row);
    m_line->addWidget(m_said, 1);
    column->addLayout(m_line);
    m_save->setPrimary(true);
    connect(m_undo, &QToolButton::clicked, this, &EditBar::undoWanted);
    connect(m_redo, &QToolButton::clicked, this, &EditBar::redoWanted);
    connect(m_changes, &QPushButton::clicked, this, &EditBar::changesWanted);
    connect(m_versions, &QPushButton::clicked, this, &EditBar::versionsWanted);
    connect(m_discard, &QPushButton::clicked, this, &EditBar::discardWanted);
    connect(m_save, &QPushButton::clicked, this, &EditBar::saveWanted);
}

void EditBar::buildButtons(QHBoxLayout *row)
{
    auto *add = new widgets::PickButton(tr("Add"), {}, u"plus"_s);
    add->setAccessibleName(tr("Add a panel, a row or a tab"));
    auto *menu = new QMenu(add);
    for (const engine::PanelKindChoice &kind : engine::panelKindChoices())
        connect(menu->addAction(kind.name), &QAction::triggered, this,
                [this, type = kind.type] { Q_EMIT panelWanted(type); });
    menu->addSeparator();
    connect(menu->addAction(tr("Row")), &QAction::triggered, this, &EditBar::rowWanted);
    connect(menu->addAction(tr("Tab")), &QAction::triggered, this, &EditBar::tabWanted);
    add->setMenu(menu);
    add->setPopupMode(QToolButton::InstantPopup);
    auto *tile = new widgets::PickButton(tr("Tile"), {}, u"columns"_s);
    auto *columns = new QMenu(tile);
    for (const int n : {1, 2, 3, 4, 6})
        connect(columns->addAction(tr("Columns: %1").arg(n)), &QAction::triggered, this,
                [this, n] { Q_EMIT tileWanted(n); });
    tile->setMenu(columns);
    tile->setPopupMode(QToolButton::InstantPopup);
    auto *settings = new widgets::Button(tr("Title"), u"edit"_s);
    auto *variables = new widgets::Button(tr("Variables"), u"variable"_s);
    connect(settings, &QPushButton::clicked, this, &EditBar::settingsWanted);
    connect(variables, &QPushButton::clicked, this, &EditBar::variablesWanted);
    auto *left = new WrapLayout;
    left->setSpacing(6);
    for (QWidget *one : std::initializer_list<QWidget *>{add, tile, settings, variables, m_undo, m_redo})
        left->addWidget(one);
    row->addLayout(left, 1);
    m_row = row;
    for (QWidget *one : std::initializer_list<QWidget *>{settings, variables, m_versions, m_changes, m_discard, m_save})
        one->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed); // what has no room goes on below, and is not cut
    m_shrinking = {settings, variables, m_versions, m_changes};
    for (QWidget *one : std::initializer_list<QWidget *>{m_versions, m_changes, m_discard, m_save})
        row->addWidget(one, 0, Qt::AlignTop);
}

void EditBar::showState(bool changed, const QString &undo, const QString &redo, bool hasVersions)
{
    m_undo->setEnabled(!undo.isEmpty());
    m_undo->setToolTip(widgets::plainTip(undo.isEmpty() ? tr("Nothing to undo") : tr("Undo: %1").arg(undo)));
    m_redo->setEnabled(!redo.isEmpty());
    m_redo->setToolTip(widgets::plainTip(redo.isEmpty() ? tr("Nothing to redo") : tr("Redo: %1").arg(redo)));
    m_changes->setEnabled(changed);
    m_save->setEnabled(changed);
    m_versions->setEnabled(hasVersions);
    m_discard->setText(changed ? tr("Discard") : tr("Done"));
    fit();
}

void EditBar::say(const QString &words, Tone tone)
{
    clearWays();
    m_said->setTone(tone == Tone::Bad    ? PlainLabel::Tone::Critical
                    : tone == Tone::Good ? PlainLabel::Tone::Ok
                                         : PlainLabel::Tone::Secondary);
    m_said->setText(words);
}

// Without icons where all do not fit beside each other; what then does not goes on in a second line.
void EditBar::fit()
{
    for (const auto room : {widgets::Button::Room::All, widgets::Button::Room::NoIcon}) {
        for (widgets::Button *button : m_shrinking)
            button->setRoom(room);
        m_row->invalidate(); // layouts within others remember what they wanted
        layout()->invalidate();
        if (layout()->sizeHint().width() <= width())
            return;
    }
}

void EditBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

QString EditBar::said() const
{
    return m_said->text();
}

void EditBar::offer(const QString &words, std::vector<std::pair<QString, std::function<void()>>> ways)
{
    say(words, Tone::Bad);
    for (auto &[text, run] : ways) {
        auto *button = new widgets::Button(text);
        connect(button, &QPushButton::clicked, this, std::move(run));
        m_line->addWidget(button);
        m_ways.push_back(button);
    }
}

void EditBar::clearWays()
{
    for (QWidget *way : std::exchange(m_ways, {})) {
        way->hide();
        way->deleteLater();
    }
}

void EditBar::paintEvent(QPaintEvent *)
{
    const widgets::Theme &theme = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), theme.accent.tint);
    p.fillRect(0, height() - 1, width(), 1, theme.line.subtle);
}

} // namespace wf::ui
