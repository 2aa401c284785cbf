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
    // `hasMail`: a mail server is set, so that notices can be sent from here.
    void show(const engine::AgreementState &state, const engine::BookState &book, bool hasMail);
    // Asks for a signature under the credit of this period.
    void proposeCredit();
    // Of everything shown: what waits for a signature.
    [[nodiscard]] int waiting() const;

Q_SIGNALS:
    void mailQueued(); // a notice is to be sent

private:
    using Step = std::function<engine::AgreementKeeper::Step(engine::SignOff)>;
    // How far something has come, and the verb of its next step; empty: there is none.
    struct Stage {
        QString word;
        signals::Severity severity = signals::Severity::Unknown;
        QString verb;
    };
    struct Deed {
        QString key;
        QString title, state, by, figure;
        signals::Severity severity = signals::Severity::Unknown;
        QString sentence; // the whole story, for the line below
        QString verb;     // of the next step; empty: none
        Step next;
        QString otherVerb; // withdraw, reject, drop
        Step other;
        bool isMail = false; // the next step sends it
    };
    void addCredits(std::vector<Deed> &deeds) const;
    void addExclusions(std::vector<Deed> &deeds) const;
    void addNotices(std::vector<Deed> &deeds) const;
    void look();
    static void place(Deed &deed, const Stage &stage, const Step &next, const QString &otherVerb, const Step &other);
    void ask(const QString &what, const QString &verb, const Step &make, bool isMail = false);

    engine::AgreementKeeper &m_keeper;
    engine::AgreementState m_state;
    engine::BookState m_book;
    FlatTable *m_table;
    items::RowsModel<Deed, QString> *m_rows;
    widgets::PlainLabel *m_sentence;
    widgets::Button *m_propose;
    widgets::Button *m_next;
    widgets::Button *m_other;
    bool m_hasMail = false;
};

} // namespace wf::ui
