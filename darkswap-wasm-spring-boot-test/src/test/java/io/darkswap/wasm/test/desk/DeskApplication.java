package io.darkswap.wasm.test.desk;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application whose tests the tests of this module are. */
@SpringBootApplication
class DeskApplication {

}
