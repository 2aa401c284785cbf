// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIODevice>

namespace wf::net {

// A request body that can be read once. QNetworkAccessManager repeats a POST by itself when a connection dies before
// the first reply byte; with a sequential device that cannot be rewound it reports ContentReSendError instead, so a
// write reaches the server at most once (reliability.md F3).
class OneShotBody final : public QIODevice {
    Q_OBJECT
public:
    explicit OneShotBody(QByteArray data, QObject *parent = nullptr) : QIODevice(parent), m_data(std::move(data))
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override
    {
        return m_data.size() - m_position + QIODevice::bytesAvailable();
    }
    [[nodiscard]] bool atEnd() const override { return m_position >= m_data.size(); }
    // Asked by Qt when it would like to send again.
    bool reset() override { return false; }
    bool seek(qint64) override { return false; }
    [[nodiscard]] qint64 bytesHandedOut() const { return m_position; }

protected:
    qint64 readData(char *to, qint64 maximum) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_data;
    qint64 m_position = 0;
};

} // namespace wf::net
