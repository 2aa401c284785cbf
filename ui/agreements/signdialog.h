// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/agreements/book/agreementrecords.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QLineEdit;
class QPlainTextEdit;
QT_END_NAMESPACE

namespace wf::widgets {
class Button;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

// A step is signed with a name and a reason. It closes itself only once told that the book has it.
class SignDialog final : public QDialog {
    Q_OBJECT
public:
    // `what` is signed, in words with its figures; `verb` stands on the button.
    SignDialog(const QString &what, const QString &verb, const QString &actor, QWidget *parent = nullptr);
    // The answer of the book: closes, or says what went wrong and lets the reason be kept.
    void tell(const base::Status &status);

Q_SIGNALS:
    void signedOff(const wf::engine::SignOff &sign);

private:
    void look();
    QLineEdit *m_name;
    QPlainTextEdit *m_reason;
    widgets::PlainLabel *m_problem;
    widgets::Button *m_sign;
};

} // namespace wf::ui
