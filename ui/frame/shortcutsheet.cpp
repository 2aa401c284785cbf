// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/shortcutsheet.h"

#include "widgets/base/text/plainlabel.h"

#include <QGridLayout>

namespace wf::ui {

ShortcutSheet::ShortcutSheet(const QList<QAction *> &actions, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Keyboard"));
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(24, 20, 24, 20);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(6);
    QStringList seen;
    int count = 0;
    const int rows = (static_cast<int>(actions.size()) + 2) / 2;
    for (const QAction *action : actions) {
        const QString key = action->shortcut().toString(QKeySequence::NativeText);
        if (key.isEmpty() || seen.contains(key))
            continue;
        seen << key;
        const int column = count / rows * 2;
        QString text = action->text();
        grid->addWidget(new widgets::PlainLabel(key, widgets::TextRole::Mono, widgets::PlainLabel::Tone::Accent),
                        count % rows, column);
        grid->addWidget(new widgets::PlainLabel(text.remove(u'&')), count % rows, column + 1);
        ++count;
    }
}

} // namespace wf::ui
