// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/acknowledge/ackdesk.h"

#include <QDialog>

class QLineEdit;
class QTimer;

namespace wf::widgets {
class Button;
class PlainLabel;
class Segmented;
} // namespace wf::widgets

namespace wf::ui {

class MatcherChips;

// Silences by labels: how long, where (with what matches now), why. The same dialog edits a silence.
class SilenceDialog final : public QDialog {
    Q_OBJECT
public:
    struct Subject {
        QString title; // "Silence 4 alerts of payment"
        QStringList sources;
        std::vector<signals::Matcher> matchers;
        QStringList fingerprints;
        QString why;
        qint64 endsNs = 0; // 0: a new one
    };
    SilenceDialog(Subject subject, const engine::AckDesk &desk, const base::Clock &clock, int alertsKnown,
                  QWidget *parent = nullptr);

    // What is wished now; `error` in words when it cannot be.
    [[nodiscard]] engine::SilenceRequest request(QString *error = nullptr) const;

Q_SIGNALS:
    void confirmed(const wf::engine::SilenceRequest &request);

private:
    void build();
    void refresh();
    void confirm();
    [[nodiscard]] qint64 endsNs(bool *ok) const;
    [[nodiscard]] std::vector<signals::Matcher> matchers(QString *error) const;

    Subject m_subject;
    const engine::AckDesk &m_desk;
    const base::Clock &m_clock;
    int m_alertsKnown;
    widgets::Segmented *m_for;
    QLineEdit *m_custom;
    MatcherChips *m_chips;
    QLineEdit *m_more;
    QLineEdit *m_why;
    widgets::PlainLabel *m_preview, *m_error, *m_ends;
    widgets::Button *m_confirm;
    async::Request m_counting;
    QTimer *m_quiet;
};

} // namespace wf::ui
