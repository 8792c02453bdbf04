printf 'ok \347\272 x\n' | npconv -f utf-8
