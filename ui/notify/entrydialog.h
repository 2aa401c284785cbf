// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/notify/settings/notifyfile.h"

#include <QDialog>
#include <QTimer>

#include <functional>

class QLineEdit;
class QPlainTextEdit;

namespace wf::widgets {
class Button;
class PickButton;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

// One entry of the settings file: begun from a template, checked with places as it is written, its secret put into the
// keychain, tried before it is saved.
class EntryDialog final : public QDialog {
    Q_OBJECT
public:
    struct Deeds {
        using Reply = std::function<void(const base::Status &)>;
        // A channel as it would be; `settings` is what the file would hold.
        std::function<void(const wire::Channel &channel, const wire::NotifySettings &settings, Reply reply)> tryChannel;
        std::function<void(const QString &name, const QString &secret, Reply reply)> keepSecret;
        QString secretsAre; // "the system keychain"
    };
    // `index`: which entry; their number adds one.
    EntryDialog(engine::NotifyFile &file, wire::NotifySection section, std::size_t index, Deeds deeds,
                QWidget *parent = nullptr);

    [[nodiscard]] QPlainTextEdit &editor() { return *m_text; }
    [[nodiscard]] QString problems() const;
    void save();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    void offerKinds();
    void check();
    void tryIt();
    void keepSecret();
    void say(const QString &words, bool isWrong);
    [[nodiscard]] base::Result<std::string> wish() const; // the whole file with this entry

    engine::NotifyFile &m_file;
    wire::NotifySection m_section;
    std::size_t m_index;
    Deeds m_deeds;
    QByteArray m_before; // the file as it was when the dialog opened
    widgets::PickButton *m_kind;
    QPlainTextEdit *m_text;
    widgets::PlainLabel *m_problems;
    QLineEdit *m_secretName;
    QLineEdit *m_secret;
    widgets::Button *m_keep;
    widgets::Button *m_try;
    widgets::Button *m_save;
    widgets::PlainLabel *m_said;
    QTimer m_soon;
};

} // namespace wf::ui
