// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/hearers/hearerdesk.h"
#include "widgets/base/text/plainlabel.h"

#include <QWidget>

#include <functional>

class QVBoxLayout;

namespace wf::ui {

// "Who hears of it": the receivers that Alertmanager would tell of an alert with these labels, and whom the escalations
// of this console would.
class HearersPanel final : public QWidget {
    Q_OBJECT
public:
    explicit HearersPanel(engine::HearerDesk &desk, QWidget *parent = nullptr);
    void show(const base::Labels &alert);
    void hideWhy(const QString &why); // a rule that tells nobody

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    using AddLine = std::function<void(const QString &icon, const QString &text, widgets::PlainLabel::Tone tone,
                                       const QString &second)>;
    void fill();
    void fillRoutes(const AddLine &add, bool isAll);
    engine::HearerDesk &m_desk;
    base::Labels m_alert;
    QString m_why;
    QVBoxLayout *m_rows;
};

} // namespace wf::ui
