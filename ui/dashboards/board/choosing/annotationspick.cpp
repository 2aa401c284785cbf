// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/board/choosing/annotationspick.h"

#include "widgets/base/controls/controls.h"
#include "widgets/base/text/menutext.h"
#include "widgets/base/text/safetext.h"
#include "widgets/base/theme.h"
#include "widgets/base/writtencolor.h"

#include <QCoreApplication>
#include <QMenu>
#include <QPainter>
#include <QPixmap>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;
using engine::AnnotationTrack;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("BoardAnnotations", text);
}

QIcon swatch(const AnnotationTrack &track, const widgets::Theme &theme)
{
    QPixmap square(12, 12);
    square.fill(Qt::transparent);
    QPainter p(&square);
    p.fillRect(2, 2, 8, 8, widgets::writtenColor(track.color, theme, theme.accent.base));
    p.end();
    return QIcon(square);
}

void addTrack(QMenu &menu, engine::BoardAnnotations &annotations, std::size_t index, const widgets::Theme &theme)
{
    const AnnotationTrack &track = annotations.tracks()[index];
    QString text = track.name;
    if (track.isShown && track.marks > 0)
        text = say("%1: marks: %2").arg(track.name, QString::number(track.marks));
    QAction *action = menu.addAction(swatch(track, theme), widgets::menuText(text));
    action->setCheckable(true);
    action->setChecked(track.isShown);
    action->setToolTip(widgets::plainTip(track.problem));
    QObject::connect(action, &QAction::triggered, &annotations,
                     [&annotations, index](bool on) { annotations.setShown(index, on); });
    if (!track.problem.isEmpty())
        menu.addAction(QString(u"    "_s + widgets::menuText(track.problem)))->setEnabled(false);
}

} // namespace

bool refreshPick(widgets::PickButton &pick, const engine::BoardAnnotations &annotations)
{
    const auto &tracks = annotations.tracks();
    const auto listed = std::ranges::count_if(tracks, &AnnotationTrack::isListed);
    const auto shown = std::ranges::count_if(tracks, [](const auto &t) { return t.isListed && t.isShown; });
    pick.setValue(shown == 0 ? say("hidden") : say("%1 of %2").arg(shown).arg(listed));
    pick.setVisible(listed > 0);
    return listed > 0;
}

widgets::PickButton *annotationsPick(engine::BoardAnnotations &annotations)
{
    auto *pick = new widgets::PickButton(say("annotations"), {}, u"annotation"_s);
    pick->setToolTip(widgets::plainTip(say("Marks of the dashboard on its charts (Shift+N hides and shows all)")));
    auto *menu = new QMenu(pick);
    menu->setToolTipsVisible(true);
    // As it opens: the marks are counted then.
    QObject::connect(menu, &QMenu::aboutToShow, menu, [menu, &annotations] {
        menu->clear();
        const widgets::Theme &theme = widgets::Theme::of(menu);
        for (std::size_t i = 0; i < annotations.tracks().size(); ++i)
            if (annotations.tracks()[i].isListed)
                addTrack(*menu, annotations, i, theme);
    });
    menu->addAction(QString());
    pick->setMenu(menu);
    pick->setPopupMode(QToolButton::InstantPopup);
    return pick;
}

} // namespace wf::ui
