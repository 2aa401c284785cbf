// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/core/matrixquestion.h"

#include "models/wire/prometheus/matrixstream.h"

namespace wf::sources {

namespace {
// Shared by all who joined the question, so its answer is kept, not taken.
class MatrixConsumer final : public net::BodyConsumer {
public:
    explicit MatrixConsumer(qint64 stepMs) : m_stepMs(stepMs) {}
    base::Status feed(std::string_view piece) override
    {
        if (m_stream.feed(piece))
            return base::Done{};
        return finish();
    }
    base::Status finish() override
    {
        auto decoded = m_stream.finish(m_stepMs);
        if (!decoded)
            return decoded.error();
        answer = std::make_shared<const signals::QueryAnswer>(std::move(*decoded));
        return base::Done{};
    }
    signals::QueryAnswerPtr answer;

private:
    wire::prometheus::MatrixStream m_stream;
    qint64 m_stepMs;
};
} // namespace

async::Request askMatrix(SourceCore &core, Question question, qint64 stepMs, Reply<signals::QueryAnswerPtr> reply)
{
    question.consumer = [stepMs] { return std::make_shared<MatrixConsumer>(stepMs); };
    return core.askRaw(question, [&core, reply = std::move(reply)](base::Result<net::HttpResponsePtr> response) {
        if (!response) {
            reply(response.error());
            return;
        }
        const auto consumer = std::dynamic_pointer_cast<MatrixConsumer>((*response)->consumer);
        if (!consumer || !consumer->answer)
            reply(core.failure(**response));
        else
            reply(consumer->answer);
    });
}

} // namespace wf::sources
