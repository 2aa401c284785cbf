// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLineEdit;

namespace wf::ui {

// Who shall look after it, and a word for them. People who hold something already are offered.
class AssignDialog final : public QDialog {
    Q_OBJECT
public:
    AssignDialog(const QString &title, const QStringList &people, QWidget *parent = nullptr);

Q_SIGNALS:
    void confirmed(const QString &owner, const QString &note);

private:
    QLineEdit *m_owner, *m_note;
};

} // namespace wf::ui
