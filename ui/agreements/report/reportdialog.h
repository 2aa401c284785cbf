// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/reports/desk/reportdesk.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
QT_END_NAMESPACE

namespace wf::widgets {
class Button;
class PlainLabel;
class Segmented;
} // namespace wf::widgets

namespace wf::ui {

// Which report to make: of which period, in which form, on which paper, where to; signed, it is kept as issued. Stays
// open until told that it was made.
class ReportDialog final : public QDialog {
    Q_OBJECT
public:
    struct Period {
        QString words; // "April 2026"
        QString name;  // AgreementRound::period; empty: the running one
        friend bool operator==(const Period &, const Period &) = default;
    };
    struct Wish {
        wire::ReportLook look;
        QString path;
        std::optional<engine::SignOff> issued;
        bool isOpened = false; // when done
    };
    ReportDialog(std::vector<Period> periods, const QString &current, const QString &folder, const QString &actor,
                 QWidget *parent = nullptr);
    // What the report would be of, as it is known now: "Fernhill Outdoor, May 2026 to date, interim".
    void showSubject(const QString &words, const QString &fileName);
    void showWaiting(const QString &what); // nothing can be made until showSubject()
    void tell(const base::Status &status); // the answer: closes, or says what went wrong

Q_SIGNALS:
    void periodWanted(const QString &name);
    void wished(const wf::ui::ReportDialog::Wish &wish);

private:
    void build();
    void look();
    void nameFile();
    void browse();
    [[nodiscard]] wire::ReportFormat format() const;
    [[nodiscard]] QString problem() const;
    void send();

    std::vector<Period> m_periods;
    QString m_folder, m_stem;
    bool m_isKnown = false, m_isMaking = false, m_isNamed = false;
    widgets::PlainLabel *m_subject;
    QFormLayout *m_form;
    QComboBox *m_period;
    widgets::Segmented *m_format;
    widgets::Segmented *m_paper;
    QLineEdit *m_path;
    QCheckBox *m_issue;
    QLineEdit *m_name;
    QLineEdit *m_reason;
    QCheckBox *m_open;
    widgets::PlainLabel *m_problem;
    widgets::Button *m_make;
};

} // namespace wf::ui
