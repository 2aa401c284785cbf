// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/editor/homepicker.h"

#include "widgets/base/text/safetext.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

namespace wf::ui {

using namespace Qt::StringLiterals;
using engine::RuleHome;
using engine::RuleHomeKind;

QString shortHome(const RuleHome &home)
{
    return home.kind == RuleHomeKind::File && home.isComplete()
               ? QString(home.sourceName + u", "_s + QFileInfo(home.file).fileName())
               : home.title();
}

HomePicker::HomePicker(const QString &caption, QWidget *parent) : PickButton(caption, {}, {}, parent)
{
    connect(this, &QToolButton::clicked, this, &HomePicker::choose);
}

void HomePicker::setHomes(const std::vector<RuleHome> &homes, const RuleHome &current, bool isAsked, bool isSourceOnly)
{
    m_homes = homes;
    m_current = current;
    m_isSourceOnly = isSourceOnly;
    setEnabled(!homes.empty());
    setValue(homes.empty()                        ? isAsked ? tr("…") : tr("none of the sources")
                                    : isSourceOnly ? current.sourceName
             : current.isComplete()               ? shortHome(current)
             : current.kind == RuleHomeKind::File ? tr("%1, choose a file").arg(current.sourceName)
                                                  : current.sourceName);
    widgets::setPlainToolTip(this, homes.empty() && !isAsked
                                       ? tr("No source keeps rules: start the station, or connect a ruler")
                                   : current.isComplete() ? current.title()
                                                          : QString());
}

bool HomePicker::isCurrent(const RuleHome &home) const
{
    return m_isSourceOnly ? home.source == m_current.source && home.kind == m_current.kind
                          : home.isSamePlace(m_current);
}

void HomePicker::choose()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto plain = [](QString text) { return text.replace(u'&', u"&&"_s); };
    for (const auto &home : m_homes) {
        const bool isFile = home.kind == RuleHomeKind::File;
        QAction *action = menu->addAction(plain(m_isSourceOnly && !isFile ? home.sourceName : home.title()));
        action->setCheckable(true);
        action->setChecked(isCurrent(home));
        connect(action, &QAction::triggered, this, [this, home, isFile] {
            if (isFile && !home.isComplete())
                chooseFile(home);
            else
                Q_EMIT homeChosen(home);
        });
    }
    if (m_current.kind == RuleHomeKind::File && m_current.isComplete()) {
        menu->addSeparator();
        connect(menu->addAction(tr("Another file…")), &QAction::triggered, this, [this] { chooseFile(m_current); });
    }
    menu->popup(mapToGlobal(QPoint(0, height())));
}

void HomePicker::chooseFile(const RuleHome &home)
{
    auto *dialog =
        new QFileDialog(this, tr("Rule file of this machine"), home.file, tr("Rule files (*.yml *.yaml *.rules)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(u"yml"_s);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, home](const QString &path) { Q_EMIT fileChosen(home, path); });
    dialog->open();
}

} // namespace wf::ui
