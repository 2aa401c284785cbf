// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/agreements/keeper/agreementkeeper.h"
#include "models/items/rows/rowsmodel.h"

#include <QWidget>

namespace wf::widgets {
class Button;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;
class SignDialog;

// What was signed for one contract and what waits for a signature: credits, exclusions and notices, each with its next
// step.
class SignPanel final : public QWidget {
    Q_OBJECT
public:
    explicit SignPanel(engine::AgreementKeeper &keeper, QWidget *parent = nullptr);
    void show(const engine::AgreementState &state, const engine::BookState &book);
    // Asks for a signature under the credit of this period.
    void proposeCredit();

private:
    struct Deed {
        QString key;
        QString title, state, by, figure;
        signals::Severity severity = signals::Severity::Unknown;
        QString sentence; // the whole story, for the line below
        QString verb;     // of the next step; empty: none
        std::function<engine::AgreementKeeper::Step(engine::SignOff)> next;
        QString otherVerb; // withdraw, reject, drop
        std::function<engine::AgreementKeeper::Step(engine::SignOff)> other;
    };
    void addCredits(std::vector<Deed> &deeds) const;
    void addExclusions(std::vector<Deed> &deeds) const;
    void addNotices(std::vector<Deed> &deeds) const;
    void look();
    void ask(const QString &what, const QString &verb,
             const std::function<engine::AgreementKeeper::Step(engine::SignOff)> &make);

    engine::AgreementKeeper &m_keeper;
    engine::AgreementState m_state;
    engine::BookState m_book;
    FlatTable *m_table;
    items::RowsModel<Deed, QString> *m_rows;
    widgets::PlainLabel *m_sentence;
    widgets::Button *m_propose;
    widgets::Button *m_next;
    widgets::Button *m_other;
};

} // namespace wf::ui
