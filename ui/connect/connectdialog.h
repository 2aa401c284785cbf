// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/connect/connector.h"

#include <QDialog>

class QCheckBox;
class QLineEdit;
class QListWidget;
class QVBoxLayout;

namespace wf::widgets {
class Button;
class PlainLabel;
class Segmented;
} // namespace wf::widgets

namespace wf::ui {

// Paste an address; it finds out what it is, tests it and explains failures. Sources collect on the left; Open writes
// the environment. Also the first thing a newcomer sees.
class ConnectDialog final : public QDialog {
    Q_OBJECT
public:
    explicit ConnectDialog(engine::Connector &connector, QWidget *parent = nullptr);
    [[nodiscard]] const QString &savedPath() const { return m_savedPath; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeForm();
    QWidget *makeCheck();
    void startCheck();
    void clearCheck();
    void addLine(const engine::ConnectCheck &line);
    void showDraft();
    void addFound();
    void finish();
    [[nodiscard]] engine::Login login() const;

    engine::Connector &m_connector;
    QListWidget *m_list;
    QLineEdit *m_environment;
    QLineEdit *m_address;
    widgets::Segmented *m_signIn;
    QLineEdit *m_user;
    QLineEdit *m_secret;
    QLineEdit *m_tenant;
    QLineEdit *m_caFile;
    QLineEdit *m_name;
    QCheckBox *m_readOnly;
    widgets::PlainLabel *m_keep;
    widgets::PlainLabel *m_error;
    QVBoxLayout *m_lines;
    widgets::Button *m_check;
    widgets::Button *m_add;
    widgets::Button *m_open;
    QString m_savedPath;
};

} // namespace wf::ui
