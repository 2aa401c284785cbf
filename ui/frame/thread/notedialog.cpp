// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/thread/notedialog.h"

#include "models/base/timetext.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QPlainTextEdit>
#include <QShortcut>

namespace wf::ui {

NoteDialog::NoteDialog(const signals::Subject &subject, qint64 timeNs, QWidget *parent)
    : QDialog(parent), m_text(new QPlainTextEdit)
{
    setWindowTitle(tr("Note"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(440, 220);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(10);
    column->addWidget(new widgets::PlainLabel(
        tr("Note on %1 at %2").arg(subject.title.isEmpty() ? tr("everything") : subject.title, base::timeOfDay(timeNs)),
        widgets::TextRole::Strong));
    m_text->setAccessibleName(tr("Text of the note"));
    m_text->setTabChangesFocus(true);
    column->addWidget(m_text, 1);
    auto *row = new QHBoxLayout;
    row->addStretch();
    auto *cancel = new widgets::Button(tr("Cancel"), {}, tr("Esc"));
    auto *keep = new widgets::Button(tr("Add note"), {}, tr("Ctrl Enter"));
    keep->setPrimary(true);
    row->addWidget(cancel);
    row->addWidget(keep);
    column->addLayout(row);
    const auto write = [this] {
        const QString text = m_text->toPlainText().trimmed();
        if (text.isEmpty())
            return;
        Q_EMIT written(text);
        accept();
    };
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(keep, &QAbstractButton::clicked, this, write);
    auto *enter = new QShortcut(QKeySequence(QStringLiteral("Ctrl+Return")), this);
    connect(enter, &QShortcut::activated, this, write);
    m_text->setFocus();
}

} // namespace wf::ui
