// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/subject.h"

#include <QDialog>

class QPlainTextEdit;

namespace wf::ui {

// A note about a subject at a moment. Ctrl+Enter keeps it.
class NoteDialog final : public QDialog {
    Q_OBJECT
public:
    NoteDialog(const signals::Subject &subject, qint64 timeNs, QWidget *parent = nullptr);

Q_SIGNALS:
    void written(const QString &text);

private:
    QPlainTextEdit *m_text;
};

} // namespace wf::ui
